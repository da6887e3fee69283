package io.jswarm.manager.dispatch;

import io.jswarm.api.rpc.ManagerMessage.ManagerAddress;
import io.jswarm.api.rpc.WorkerMessage;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens to a manager's dispatcher. */
public sealed interface DispatchInput {
  /**
   * A node has opened a session stream.
   *
   * @param nodeId the node its certificate names
   * @param certificateEnd until when that certificate counts: the session ends then
   */
  record Opened(String sessionId, String nodeId, Instant certificateEnd) implements DispatchInput {}

  /** The node spoke. */
  record Received(String sessionId, WorkerMessage message) implements DispatchInput {}

  /** The stream has ended. */
  record Closed(String sessionId) implements DispatchInput {}

  /** This manager leads from now on, and this is the image it leads from. */
  record Leading(ClusterImage image) implements DispatchInput {}

  /**
   * This manager does not lead, or no longer.
   *
   * @param leader where the leader is; null when its address is not known, or nobody leads
   * @param known whether somebody is known to lead
   */
  record NotLeading(@Nullable ManagerAddress leader, boolean known) implements DispatchInput {}

  /** The image after these changes, which follow on the last image given. */
  record ImageChanged(ClusterImage image, List<Change> changes) implements DispatchInput {}

  /** The image, when the changes since the last one given are not at hand. */
  record ImageReplaced(ClusterImage image) implements DispatchInput {}

  /** What {@link DispatchEffect.ReportTasks} gave under this ticket is committed. */
  record Committed(long ticket) implements DispatchInput {}

  /**
   * The answer to {@link DispatchEffect.ConfirmLead}.
   *
   * @param leads whether this manager led when it was asked, or after
   */
  record LeadConfirmed(long ticket, boolean leads) implements DispatchInput {}

  /**
   * Time has passed; see {@link DispatcherCore#wakeAt}.
   *
   * @param unread the nodes of which something has arrived that is not among the inputs so far, and
   *     when the last of it came
   * @param callersWait whether some wait for this manager to shake hands: any node may be among
   *     them
   */
  record Tick(Map<String, Instant> unread, boolean callersWait) implements DispatchInput {
    /** Nothing waits to be read, and nobody for a handshake. */
    public Tick() {
      this(Map.of(), false);
    }
  }
}
