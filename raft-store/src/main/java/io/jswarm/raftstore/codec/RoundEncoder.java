package io.jswarm.raftstore.codec;

import io.jswarm.api.model.SwarmNetwork;
import io.jswarm.api.model.TaskSpec;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.Round;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;

/**
 * Encodes a round while it grows, so that its writer knows when it is full. Not thread-safe.
 *
 * <p>Form: a sequence of CBOR items. First {@code [level, base, term, at, specs, networks,
 * changes]}, the last three being numbers of items; then that many task specs, that many networks
 * and that many changes, each {@code [tag, change]}, but a task put is {@code [tag, task without
 * spec and attachments, place of its spec, attachments]} and an assignment {@code [tag, assignment
 * without attachments, attachments]}, an attachment having its network's place. Before level 2
 * there were no networks, and attachments stayed where they were.
 */
public final class RoundEncoder {

  /** Room kept for the first item. */
  private static final int HEAD_BYTES = 64;

  private final Buffer changes = new Buffer();
  private final Buffer specs = new Buffer();
  private final Buffer networks = new Buffer();
  private final SpecTable table = new SpecTable();
  private final NetworkTable attached = new NetworkTable();
  private final ItemWriter changeItems = new ItemWriter(changes);
  private final ItemWriter specItems = new ItemWriter(specs);
  private final ItemWriter networkItems = new ItemWriter(networks);
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
    Mark before = mark();
    write(change);
    for (TaskSpec spec : table.specs().subList(before.specs, table.specs().size())) {
      specItems.item(spec);
    }
    for (SwarmNetwork network :
        attached.networks().subList(before.networks, attached.networks().size())) {
      networkItems.item(network);
    }
    changeItems.flush();
    specItems.flush();
    networkItems.flush();
    if (bytes() > Round.MAX_BYTES) {
      backTo(before);
      return false;
    }
    count++;
    return true;
  }

  /** How much there was of everything. */
  private record Mark(int specs, int specBytes, int networks, int networkBytes, int changeBytes) {}

  private Mark mark() {
    return new Mark(
        table.specs().size(),
        specs.size(),
        attached.networks().size(),
        networks.size(),
        changes.size());
  }

  private void backTo(Mark mark) {
    changes.truncate(mark.changeBytes);
    specs.truncate(mark.specBytes);
    table.truncate(mark.specs);
    networks.truncate(mark.networkBytes);
    attached.truncate(mark.networks);
  }

  private void write(Change change) {
    int tag = ChangeTags.of(change);
    if (change instanceof Change.PutTask(var task)) {
      changeItems.array(
          tag,
          task.withSpec(TaskSpec.EMPTY).withNetworksAttachments(List.of()),
          table.place(task.spec()),
          attached.placed(task.networksAttachments()));
    } else if (change instanceof Change.AssignTask assign) {
      changeItems.array(
          tag, assign.withAttachments(List.of()), attached.placed(assign.attachments()));
    } else {
      changeItems.array(tag, change);
    }
  }

  /** How long the round is so far, at most. */
  public int bytes() {
    return HEAD_BYTES + specs.size() + networks.size() + changes.size();
  }

  /** The round with the changes added so far. Called once, at the end. */
  public byte[] encode(long base, long term, Instant at) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes());
    try (ItemWriter head = new ItemWriter(out)) {
      int specCount = table.specs().size();
      int networkCount = attached.networks().size();
      head.array(FormatLevel.CURRENT, base, term, at, specCount, networkCount, count);
    }
    specItems.close();
    networkItems.close();
    changeItems.close();
    specs.appendTo(out);
    networks.appendTo(out);
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
