package io.jswarm.manager.dispatch;

import io.jswarm.api.model.DataPathStatus;
import io.jswarm.api.model.NodeDescription;
import io.jswarm.api.rpc.ManagerMessage;
import io.jswarm.api.rpc.WorkerMessage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the dispatcher remembers of one stream: all of it is lost with the stream. */
final class Session {
  final String id;
  final String nodeId;
  final Instant certificateEnd;
  final Instant openedAt;
  final AssignmentFeed feed = new AssignmentFeed();
  final FactFeed facts = new FactFeed();
  final StatusReceipts receipts = new StatusReceipts();
  boolean registered;

  /** The node has said that its daemon ends; nothing it says after that counts. */
  boolean pauses;

  Duration period = Duration.ZERO;

  /** What the cluster's spec said of it when the node registered. */
  Duration periodOfSpec = Duration.ZERO;

  String addr = "";

  /** What the node says is wrong with it; empty when all is well. */
  String condition = "";

  /** What the node says of the ways to others; null while it does not try them. */
  @Nullable DataPathStatus paths;

  NodeDescription description = NodeDescription.UNKNOWN;
  ManagerMessage.@Nullable Cluster told;

  /** Said while this manager did not lead. */
  WorkerMessage.@Nullable Register waiting;

  Session(String id, String nodeId, Instant certificateEnd, Instant openedAt) {
    this.id = id;
    this.nodeId = nodeId;
    this.certificateEnd = certificateEnd;
    this.openedAt = openedAt;
  }
}
