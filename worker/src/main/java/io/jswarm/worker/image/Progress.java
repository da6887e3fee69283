package io.jswarm.worker.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One line of the JSON stream by which Docker reports on image work.
 *
 * @param stream text to print as it is
 * @param status what is being done
 * @param detail how far it is
 * @param id what it is done to: a layer's short digest, a tag
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Progress(
    @JsonProperty("stream") @Nullable String stream,
    @JsonProperty("status") @Nullable String status,
    @JsonProperty("progressDetail") @Nullable Detail detail,
    @JsonProperty("id") @Nullable String id) {
  /** Bytes done, of how many. */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  public record Detail(@JsonProperty("current") long current, @JsonProperty("total") long total) {}

  private static final Detail NOTHING = new Detail(0, 0);

  /** A line of text. */
  public static Progress text(String line) {
    return new Progress(line + "\n", null, null, null);
  }

  /** A status that belongs to nothing in particular. */
  public static Progress status(String status) {
    return new Progress(null, status, null, null);
  }

  /** A step of something. */
  public static Progress step(String id, String status) {
    return new Progress(null, status, NOTHING, id);
  }

  /** How far a step of something is. */
  public static Progress step(String id, String status, long current, long total) {
    return new Progress(null, status, new Detail(current, total), id);
  }
}
