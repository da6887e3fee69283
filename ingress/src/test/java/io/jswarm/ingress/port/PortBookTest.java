package io.jswarm.ingress.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.model.PortConfig;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortBookTest {
  private final PortBook book = new PortBook();

  private static PortConfig port(int target, int published) {
    return new PortConfig("", "tcp", target, published, "ingress");
  }

  private List<Integer> assign(String serviceId, List<PortConfig> asked, List<PortConfig> had) {
    return book.assign(serviceId, asked, had).orElseThrow().stream()
        .map(PortConfig::publishedPort)
        .toList();
  }

  @Test
  void aPortLeftToTheClusterIsTheLowestFreeOne() {
    assertThat(assign("a", List.of(port(80, 0)), List.of())).containsExactly(30_000);
    assertThat(assign("b", List.of(port(80, 0), port(81, 0)), List.of()))
        .containsExactly(30_001, 30_002);
    book.remove("a");
    assertThat(assign("c", List.of(port(80, 0)), List.of())).containsExactly(30_000);
  }

  @Test
  void aPortThatWasAskedForByNumberAndIsFreeAgainIsNotChosen() {
    assertThat(assign("a", List.of(port(80, 8_080), port(81, 0)), List.of()))
        .containsExactly(8_080, 30_000);
    book.remove("a");
    assertThat(assign("b", List.of(port(80, 0)), List.of())).containsExactly(30_000);
  }

  @Test
  void protocolsHavePortsOfTheirOwn() {
    assertThat(assign("a", List.of(port(80, 0)), List.of())).containsExactly(30_000);
    PortConfig udp = new PortConfig("", "udp", 80, 0, "ingress");
    assertThat(assign("b", List.of(udp), List.of())).containsExactly(30_000);
  }

  @Test
  void aServiceKeepsThePortItHadForTheSameTarget() {
    assign("a", List.of(port(80, 0)), List.of());
    assign("b", List.of(port(80, 0)), List.of());
    assertThat(assign("b", List.of(port(90, 0), port(80, 0)), List.of(port(80, 30_001))))
        .containsExactly(30_002, 30_001);
  }

  @Test
  void whatIsAskedForByNumberIsNotChosenForAnother() {
    assertThat(assign("a", List.of(port(80, 0), port(81, 30_000)), List.of()))
        .containsExactly(30_001, 30_000);
  }

  @Test
  void portsOfSingleNodesAreLeftAlone() {
    PortConfig host = new PortConfig("", "tcp", 80, 0, "host");
    assertThat(assign("a", List.of(host), List.of())).containsExactly(0);
  }

  @Test
  void whenAllAreTakenThereIsNone() {
    for (int number = PortBook.FIRST; number <= PortBook.LAST; number++) {
      assertThat(book.assign("s" + number, List.of(port(80, 0)), List.of())).isPresent();
    }
    assertThat(book.assign("more", List.of(port(80, 0)), List.of())).isEqualTo(Optional.empty());
    book.remove("s30500");
    assertThat(assign("more", List.of(port(80, 0)), List.of())).containsExactly(30_500);
  }
}
