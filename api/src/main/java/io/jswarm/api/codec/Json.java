package io.jswarm.api.codec;

import com.fasterxml.jackson.annotation.JsonIgnoreType;
import io.jswarm.api.model.RegistryAuth;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON in Docker's shapes. Reading ignores unknown members and the case of names, as Docker's own
 * server does, but not a wrong type: the error names the member. Credentials of registries are left
 * out wherever they are: what is written here is for everybody who may ask.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      Rules.apply(JsonMapper.builder())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
          .addModule(new TimeText())
          .addMixIn(RegistryAuth.class, LeftOut.class)
          .build();

  private Json() {}

  @JsonIgnoreType
  private interface LeftOut {}

  /** The mapper itself, for trees and streams. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /**
   * Reads one object.
   *
   * @throws BadDocument when the text is not JSON or a member has the wrong type
   */
  public static <T> T read(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JacksonException e) {
      throw BadDocument.from(e);
    }
  }

  /**
   * Reads one object from UTF-8.
   *
   * @throws BadDocument when the text is not JSON or a member has the wrong type
   */
  public static <T> T read(byte[] text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JacksonException e) {
      throw BadDocument.from(e);
    }
  }

  /** The object as one line of JSON. */
  public static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** The object as UTF-8 JSON. */
  public static byte[] writeBytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }
}
