package io.jswarm.daemon.http;

/**
 * The first line of a request, taken apart.
 *
 * @param path without the version prefix, still percent-encoded
 */
public record RequestLine(String method, String path, ApiVersion version, Query query) {
  static RequestLine of(String method, String uri) {
    int question = uri.indexOf('?');
    String rawPath = question < 0 ? uri : uri.substring(0, question);
    Query query = Query.parse(question < 0 ? "" : uri.substring(question + 1));
    ApiVersion.Split split = ApiVersion.split(rawPath);
    return new RequestLine(method, split.path(), split.version(), query);
  }
}
