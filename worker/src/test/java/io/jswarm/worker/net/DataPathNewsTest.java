package io.jswarm.worker.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.DataPathStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataPathNewsTest {
  private final DataPathNews news = new DataPathNews();
  private final List<Object> heard = new ArrayList<>();

  @Test
  void whoeverListensHearsTheLastWordAndThenEachChange() {
    DataPathStatus first = new DataPathStatus(Instant.EPOCH, List.of(), 0);
    DataPathStatus second = new DataPathStatus(Instant.EPOCH, List.of(), 1);
    news.paths(first);
    news.trouble("no tunnels");
    news.listen(heard::add, heard::add);
    news.paths(first);
    news.trouble("no tunnels");
    news.paths(second);
    news.trouble("");
    assertThat(heard).containsExactly(first, "no tunnels", second, "");
  }

  @Test
  void aNodeThatCarriesNoPacketsSaysSo() {
    NoDataPath.refusing("libnftables is missing").news().listen(heard::add, heard::add);
    assertThat(heard)
        .containsExactly("this node has no networks for containers: libnftables is missing");
  }
}
