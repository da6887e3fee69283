package io.jswarm.raftstore.codec;

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
      FormatLevel.check(in.nextInt(), WHAT);
      long base = in.nextLong();
      long term = in.nextLong();
      Instant at = in.next(Instant.class);
      int specCount = in.nextInt();
      int changeCount = in.nextInt();
      in.endArray();
      List<TaskSpec> specs = in.items(specCount, TaskSpec.class);
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < changeCount; i++) {
        changes.add(change(in, specs));
      }
      in.end();
      return new Round(base, term, at, changes);
    }
  }

  private static Change change(ItemReader in, List<TaskSpec> specs) {
    in.beginArray();
    int tag = in.nextInt();
    Change change;
    if (tag == ChangeTags.PUT_TASK) {
      Task task = in.next(Task.class);
      change = new Change.PutTask(task.withSpec(SpecTable.at(specs, in.nextInt())));
    } else {
      change = in.next(ChangeTags.type(tag));
    }
    in.endArray();
    return change;
  }
}
