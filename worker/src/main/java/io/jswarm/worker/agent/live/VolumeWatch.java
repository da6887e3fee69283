package io.jswarm.worker.agent.live;

import io.jswarm.worker.agent.AgentInput;
import io.jswarm.worker.volume.VolumeNews;
import io.jswarm.worker.volume.VolumeReport;
import io.jswarm.worker.volume.Volumes;
import java.util.function.Consumer;

/**
 * Tells an agent which volumes its node has: at once, and whenever one has come or gone. Of two
 * reports the later one has the later news.
 */
final class VolumeWatch implements AutoCloseable {
  private final Volumes volumes;
  private final Consumer<AgentInput> agent;
  private final Volumes.Following following;

  /**
   * @param agent must not block
   */
  VolumeWatch(Volumes volumes, Consumer<AgentInput> agent) {
    this.volumes = volumes;
    this.agent = agent;
    this.following = volumes.follow(this::heard);
    tell();
  }

  private void heard(VolumeNews news) {
    switch (news) {
      case VolumeNews.Created _, VolumeNews.Destroyed _ -> tell();
      case VolumeNews.Mounted _, VolumeNews.Unmounted _ -> {}
    }
  }

  private synchronized void tell() {
    agent.accept(new AgentInput.Stored(VolumeReport.of(volumes.list())));
  }

  @Override
  public void close() {
    following.close();
  }
}
