package io.jswarm.raftstore.codec;

import io.jswarm.api.model.TaskSpec;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.Round;
import java.io.ByteArrayOutputStream;
import java.time.Instant;

/**
 * Encodes a round while it grows, so that its writer knows when it is full. Not thread-safe.
 *
 * <p>Form: a sequence of CBOR items. First {@code [level, base, term, at, specs, changes]}, the
 * last two being numbers of items; then that many task specs; then that many changes, each {@code
 * [tag, change]}, a task put being {@code [tag, task without its spec, place of its spec]}.
 */
public final class RoundEncoder {

  /** Room kept for the first item. */
  private static final int HEAD_BYTES = 64;

  private final Buffer changes = new Buffer();
  private final Buffer specs = new Buffer();
  private final SpecTable table = new SpecTable();
  private final ItemWriter changeItems = new ItemWriter(changes);
  private final ItemWriter specItems = new ItemWriter(specs);
  private int count;

  /**
   * Adds a change, unless the round would grow beyond {@link Round#MAX_CHANGES} or {@link
   * Round#MAX_BYTES}.
   *
   * @return whether it was added
   */
  public boolean add(Change change) {
    if (count == Round.MAX_CHANGES) {
      return false;
    }
    int specsBefore = table.specs().size();
    int specBytesBefore = specs.size();
    int before = changes.size();
    write(change);
    for (TaskSpec spec : table.specs().subList(specsBefore, table.specs().size())) {
      specItems.item(spec);
    }
    changeItems.flush();
    specItems.flush();
    if (bytes() > Round.MAX_BYTES) {
      changes.truncate(before);
      specs.truncate(specBytesBefore);
      table.truncate(specsBefore);
      return false;
    }
    count++;
    return true;
  }

  private void write(Change change) {
    int tag = ChangeTags.of(change);
    if (change instanceof Change.PutTask(var task)) {
      changeItems.array(tag, task.withSpec(TaskSpec.EMPTY), table.place(task.spec()));
    } else {
      changeItems.array(tag, change);
    }
  }

  /** How long the round is so far, at most. */
  public int bytes() {
    return HEAD_BYTES + specs.size() + changes.size();
  }

  /** The round with the changes added so far. Called once, at the end. */
  public byte[] encode(long base, long term, Instant at) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes());
    try (ItemWriter head = new ItemWriter(out)) {
      head.array(FormatLevel.CURRENT, base, term, at, table.specs().size(), count);
    }
    specItems.close();
    changeItems.close();
    specs.appendTo(out);
    changes.appendTo(out);
    return out.toByteArray();
  }

  /** Bytes of which the last can be taken back. */
  private static final class Buffer extends ByteArrayOutputStream {
    synchronized void truncate(int size) {
      count = size;
    }

    synchronized void appendTo(ByteArrayOutputStream out) {
      out.write(buf, 0, count);
    }
  }
}
