package io.jswarm.raftstore.codec;

import io.jswarm.api.model.NetworkAttachment;
import io.jswarm.api.model.SwarmNetwork;
import io.jswarm.api.model.Task;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.Round;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rounds as bytes; see {@link RoundEncoder} for the form. */
public final class RoundCodec {
  private static final String WHAT = "the log entry";

  private RoundCodec() {}

  /**
   * A round as bytes.
   *
   * @throws IllegalArgumentException when it is longer than {@link Round#MAX_BYTES}
   */
  public static byte[] encode(Round round) {
    RoundEncoder encoder = new RoundEncoder();
    for (Change change : round.changes()) {
      if (!encoder.add(change)) {
        throw new IllegalArgumentException(
            "round %d is longer than %d bytes".formatted(round.number(), Round.MAX_BYTES));
      }
    }
    return encoder.encode(round.base(), round.term(), round.at());
  }

  /**
   * The round of these bytes. Its tasks share their specs.
   *
   * @throws UnreadableException when they are damaged or of a later format
   */
  public static Round decode(byte[] bytes) {
    try (ItemReader in = new ItemReader(bytes, WHAT)) {
      in.beginArray();
      int level = in.nextInt();
      FormatLevel.check(level, WHAT);
      long base = in.nextLong();
      long term = in.nextLong();
      Instant at = in.next(Instant.class);
      int specCount = in.nextInt();
      int networkCount = level < FormatLevel.NETWORKS ? 0 : in.nextInt();
      int changeCount = in.nextInt();
      in.endArray();
      Shared shared =
          new Shared(
              level,
              in.items(specCount, TaskSpec.class),
              in.items(networkCount, SwarmNetwork.class));
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < changeCount; i++) {
        changes.add(change(in, shared));
      }
      in.end();
      return new Round(base, term, at, changes);
    }
  }

  /** What changes refer to. */
  private record Shared(int level, List<TaskSpec> specs, List<SwarmNetwork> networks) {}

  private static Change change(ItemReader in, Shared shared) {
    in.beginArray();
    int tag = in.nextInt();
    Change change =
        switch (tag) {
          case ChangeTags.PUT_TASK -> {
            Task task = in.next(Task.class);
            Task whole = task.withSpec(SpecTable.at(shared.specs, in.nextInt()));
            yield new Change.PutTask(
                shared.level < FormatLevel.NETWORKS
                    ? whole
                    : whole.withNetworksAttachments(attachments(in, shared)));
          }
          case ChangeTags.ASSIGN_TASK -> {
            Change.AssignTask assign = in.next(Change.AssignTask.class);
            yield shared.level < FormatLevel.NETWORKS
                ? assign
                : assign.withAttachments(attachments(in, shared));
          }
          default -> in.next(ChangeTags.type(tag));
        };
    in.endArray();
    return change;
  }

  private static List<NetworkAttachment> attachments(ItemReader in, Shared shared) {
    return NetworkTable.attachments(shared.networks, in.next(NetworkTable.Placed[].class));
  }
}
