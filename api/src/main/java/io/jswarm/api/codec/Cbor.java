package io.jswarm.api.codec;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * CBOR for everything between and inside managers. {@link #LENIENT} is for calls between nodes,
 * which may be of different releases; {@link #STRICT} is for the log and snapshots, where an
 * unknown member means that data would be lost.
 */
public final class Cbor {
  /** Ignores unknown members. */
  public static final Cbor LENIENT = new Cbor(false);

  /** Refuses unknown members. */
  public static final Cbor STRICT = new Cbor(true);

  private final CBORMapper mapper;

  private Cbor(boolean strict) {
    mapper =
        Rules.apply(CBORMapper.builder())
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, strict)
            .addModule(new TimePair())
            .build();
  }

  /** The mapper itself, for streams. */
  public CBORMapper mapper() {
    return mapper;
  }

  /**
   * Reads one object.
   *
   * @throws BadDocument when the bytes are not CBOR or a member has the wrong type or is unknown to
   *     a strict reader
   */
  public <T> T read(byte[] data, Class<T> type) {
    try {
      return mapper.readValue(data, type);
    } catch (JacksonException e) {
      throw BadDocument.from(e);
    }
  }

  /** The object as CBOR. */
  public byte[] write(Object value) {
    return mapper.writeValueAsBytes(value);
  }
}
