package io.jswarm.daemon.rest;

import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Reply;
import io.jswarm.daemon.http.Request;
import io.jswarm.daemon.http.Router;
import io.jswarm.worker.image.Credentials;
import io.jswarm.worker.image.ImageException;
import io.jswarm.worker.image.ImageSummary;
import io.jswarm.worker.image.Images;
import io.jswarm.worker.image.ImportRequest;
import io.jswarm.worker.image.Progress;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** {@code /images}: the images on this node. */
final class ImageRoutes {
  private static final List<String> FILTERS =
      List.of("before", "dangling", "label", "reference", "since");

  private final Images images;

  ImageRoutes(Images images) {
    this.images = images;
  }

  void addTo(Router router) {
    router
        .add("GET", "/images/json", this::list)
        .add("POST", "/images/load", this::load)
        .add("POST", "/images/create", this::create)
        .add("GET", "/images/{name...}/json", this::inspect)
        .add("POST", "/images/{name...}/tag", this::tag)
        .add("DELETE", "/images/{name...}", this::remove);
  }

  private Reply list(Request request) {
    Filters filters = Filters.of(request, FILTERS);
    long since = filters.has("since") ? created(filters.get("since").getFirst()) : Long.MIN_VALUE;
    long before =
        filters.has("before") ? created(filters.get("before").getFirst()) : Long.MAX_VALUE;
    return Answers.ok(
        called(images::list).stream()
            .filter(image -> matches(filters, image))
            .filter(image -> image.created() > since && image.created() < before)
            .toList());
  }

  private long created(String name) {
    return called(() ->
        images.list().stream()
            .filter(image -> images.resolve(name).filter(image.id()::equals).isPresent())
            .findFirst()
            .orElseThrow(() -> ImageException.NotFound.locally(name))
            .created());
  }

  private static boolean matches(Filters filters, ImageSummary image) {
    return filters.labels("label", image.labels())
        && (!filters.has("dangling")
            || filters.flag("dangling", false) == image.repoTags().isEmpty())
        && (!filters.has("reference")
            || image.repoTags().stream().anyMatch(tag -> named(filters, tag)));
  }

  private static boolean named(Filters filters, String tag) {
    String repository = tag.substring(0, Math.max(tag.lastIndexOf(':'), 0));
    return filters.get("reference").stream()
        .map(ImageRoutes::glob)
        .anyMatch(pattern -> tag.matches(pattern) || repository.matches(pattern));
  }

  /** A shell pattern as a regular expression: {@code *} and {@code ?} stay within one segment. */
  private static String glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '*' -> regex.append("[^/]*");
        case '?' -> regex.append("[^/]");
        default -> regex.append(Pattern.quote(pattern.substring(i, i + 1)));
      }
    }
    return regex.toString();
  }

  private Reply inspect(Request request) {
    String name = request.param("name");
    return Answers.ok(
        called(
            () -> images.inspect(name).orElseThrow(() -> ImageException.NotFound.locally(name))));
  }

  private Reply load(Request request) {
    boolean quiet = request.query().flag("quiet");
    return progress(tell ->
        images.load(
            request.body(),
            step -> {
              if (!quiet || step.stream() != null) {
                tell.accept(step);
              }
            }));
  }

  private Reply create(Request request) {
    String fromImage = request.query().get("fromImage");
    String fromSrc = request.query().get("fromSrc");
    if (!fromImage.isEmpty()) {
      Credentials credentials = RegistryHeader.credentials(request);
      String reference = reference(fromImage, request.query().get("tag"));
      return progress(tell -> images.pull(reference, credentials, tell));
    }
    if (!fromSrc.equals("-")) {
      throw ApiError.notAvailable(
          "images are imported from the request's body only: use fromSrc=-, not " + fromSrc);
    }
    String repo = request.query().get("repo");
    ImportRequest wanted =
        new ImportRequest(
            repo.isEmpty() ? "" : reference(repo, request.query().get("tag")),
            request.query().get("message"),
            request.query().all("changes"),
            architecture(request.query().get("platform")));
    return progress(
        tell -> tell.accept(Progress.status(images.importRootFileSystem(request.body(), wanted))));
  }

  private static String reference(String name, String tag) {
    if (tag.isEmpty()) {
      return name;
    }
    return name + (tag.startsWith("sha256:") ? "@" : ":") + tag;
  }

  /** The second part of {@code linux/arm64}. */
  private static String architecture(String platform) {
    String[] parts = platform.split("/", -1);
    return parts.length > 1 ? parts[1] : "";
  }

  private Reply tag(Request request) {
    String repo = request.query().get("repo");
    if (repo.isEmpty()) {
      throw ApiError.badRequest("invalid reference format");
    }
    String newName = reference(repo, request.query().get("tag"));
    called(() -> {
      images.tag(request.param("name"), newName);
      return newName;
    });
    return Reply.empty(201);
  }

  private Reply remove(Request request) {
    boolean force = request.query().flag("force");
    return Answers.ok(called(() -> images.remove(request.param("name"), force)));
  }

  /** Does something with images; what fails is refused in Docker's way. */
  static <T> T called(Supplier<T> step) {
    try {
      return step.get();
    } catch (ImageException e) {
      throw refusal(e);
    }
  }

  private static ApiError refusal(ImageException e) {
    int status =
        switch (e) {
          case ImageException.Unauthorized _ -> 401;
          case ImageException.NotFound _ -> 404;
          case ImageException.Conflict _ -> 409;
          case ImageException.Invalid _ -> 400;
          case ImageException.Failed _ -> 500;
        };
    return new ApiError(status, String.valueOf(e.getMessage()));
  }

  /** Work that reports its progress as a stream of JSON lines, and its failure as the last one. */
  private static Reply progress(Consumer<Consumer<Progress>> work) {
    return new Reply.Stream(
        200,
        Reply.JSON,
        out -> {
          ProgressLines lines = new ProgressLines(out);
          try {
            work.accept(lines::tell);
          } catch (UncheckedIOException e) {
            throw e.getCause();
          } catch (ImageException e) {
            if (!lines.begun()) {
              throw refusal(e);
            }
            String message = String.valueOf(e.getMessage());
            out.write(
                Answers.line(Map.of("error", message, "errorDetail", Map.of("message", message))));
          }
        });
  }
}
