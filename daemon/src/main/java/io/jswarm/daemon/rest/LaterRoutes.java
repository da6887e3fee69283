package io.jswarm.daemon.rest;

import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Handler;
import io.jswarm.daemon.http.Router;
import java.util.List;

/** What Docker's API has and this version has not: lists are empty, the rest is refused by name. */
final class LaterRoutes {
  private LaterRoutes() {}

  static void addTo(Router router) {
    router.add("GET", "/plugins", _ -> Answers.ok(List.of()));
    images(router);
    containers(router);
    router
        .add("POST", "/build", refuse("images cannot be built"))
        .add("POST", "/build/prune", refuse("images cannot be built"))
        .add("POST", "/commit", refuse("images cannot be made of containers"))
        .add("POST", "/session", refuse("build sessions are not available"))
        .add("POST", "/exec/{id}/start", refuse("exec is not available"))
        .add("POST", "/exec/{id}/resize", refuse("exec is not available"))
        .add("GET", "/exec/{id}/json", refuse("exec is not available"));
  }

  private static void images(Router router) {
    router
        .add("POST", "/images/prune", refuse("images cannot be pruned"))
        .add("GET", "/images/search", refuse("searching registries is not available"))
        .add("GET", "/images/get", refuse("images cannot be saved"))
        .add("GET", "/images/{name...}/get", refuse("images cannot be saved"))
        .add("GET", "/images/{name...}/history", refuse("an image's history is not available"))
        .add("POST", "/images/{name...}/push", refuse("images cannot be pushed"));
  }

  private static void containers(Router router) {
    for (String verb :
        List.of("start", "restart", "pause", "unpause", "rename", "update", "resize", "wait")) {
      router.add(
          "POST",
          "/containers/{id}/" + verb,
          refuse("a container cannot be told to " + verb + ": it belongs to a task"));
    }
    router
        .add("POST", "/containers/create", refuse("containers are made for tasks only"))
        .add("POST", "/containers/prune", refuse("containers cannot be pruned"))
        .add("POST", "/containers/{id}/exec", refuse("exec is not available"))
        .add("POST", "/containers/{id}/attach", refuse("attach is not available"))
        .add("GET", "/containers/{id}/attach/ws", refuse("attach is not available"))
        .add("GET", "/containers/{id}/stats", refuse("stats are not available"))
        .add("GET", "/containers/{id}/top", refuse("top is not available"))
        .add("GET", "/containers/{id}/changes", refuse("changes are not available"))
        .add("GET", "/containers/{id}/export", refuse("export is not available"))
        .add("HEAD", "/containers/{id}/archive", refuse("copying files is not available"))
        .add("GET", "/containers/{id}/archive", refuse("copying files is not available"))
        .add("PUT", "/containers/{id}/archive", refuse("copying files is not available"));
  }

  private static Handler refuse(String sentence) {
    return _ -> {
      throw ApiError.notAvailable(sentence + " in this version of jswarm");
    };
  }
}
