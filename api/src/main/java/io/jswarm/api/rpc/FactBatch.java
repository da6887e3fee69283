package io.jswarm.api.rpc;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.jswarm.api.codec.Cbor;
import io.jswarm.api.model.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some network facts that are new or changed, and the keys of some that hold no more. The same
 * batch is told to many nodes: it travels as bytes within the message, encoded the first time it is
 * sent.
 */
public final class FactBatch {
  /** Facts and keys in one batch: at some 300 bytes each a message stays well below its limit. */
  public static final int FACTS_MAX = 1_000;

  private record Content(List<NetworkFact> put, List<String> removed) {}

  private final Content content;
  private volatile @Nullable Bytes encoded;

  /**
   * A batch of at most {@link #FACTS_MAX}.
   *
   * @param removed keys, see {@link NetworkFact#key}
   */
  public FactBatch(List<NetworkFact> put, List<String> removed) {
    if (put.size() + removed.size() > FACTS_MAX) {
      throw new IllegalArgumentException(
          put.size() + removed.size() + " facts in one batch, which is more than " + FACTS_MAX);
    }
    this.content = new Content(List.copyOf(put), List.copyOf(removed));
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static FactBatch decode(Bytes data) {
    Content content = Cbor.LENIENT.read(data.toArray(), Content.class);
    return new FactBatch(content.put, content.removed);
  }

  /** As it travels. */
  @JsonValue
  public Bytes encoded() {
    Bytes present = encoded;
    if (present == null) {
      present = Bytes.of(Cbor.LENIENT.write(content));
      encoded = present;
    }
    return present;
  }

  /** Facts that are new, or replace those with the same key. */
  public List<NetworkFact> put() {
    return content.put;
  }

  /** Keys of facts that hold no more. */
  public List<String> removed() {
    return content.removed;
  }

  /** Facts and keys together. */
  public int size() {
    return content.put.size() + content.removed.size();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FactBatch that && content.equals(that.content);
  }

  @Override
  public int hashCode() {
    return content.hashCode();
  }

  @Override
  public String toString() {
    return "FactBatch[put=" + content.put + ", removed=" + content.removed + "]";
  }
}
