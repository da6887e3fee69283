package io.jswarm.daemon.http;

/**
 * A refusal to be sent to the client: an HTTP status and one sentence, answered as {@code
 * {"message": …}}.
 */
public final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** A refusal with an HTTP status of 400 or above. */
  public ApiError(int status, String message) {
    super(message, null, false, false);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("not an error status: " + status);
    }
    this.status = status;
  }

  /** 400: the request itself is wrong. */
  public static ApiError badRequest(String message) {
    return new ApiError(400, message);
  }

  /** 404: what was asked for is not here. */
  public static ApiError notFound(String message) {
    return new ApiError(404, message);
  }

  /** 409: it cannot be done in the present state. */
  public static ApiError conflict(String message) {
    return new ApiError(409, message);
  }

  /** 501: not available in this version. */
  public static ApiError notAvailable(String message) {
    return new ApiError(501, message);
  }

  /** 503: this node cannot answer now. */
  public static ApiError unavailable(String message) {
    return new ApiError(503, message);
  }

  /** The HTTP status, 400 to 599. */
  public int status() {
    return status;
  }

  /** The sentence sent to the client. */
  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
