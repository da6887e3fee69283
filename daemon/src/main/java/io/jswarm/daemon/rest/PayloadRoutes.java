package io.jswarm.daemon.rest;

import io.jswarm.api.model.Config;
import io.jswarm.api.model.ConfigSpec;
import io.jswarm.api.model.Secret;
import io.jswarm.api.model.SecretSpec;
import io.jswarm.daemon.http.ApiError;
import io.jswarm.daemon.http.Handler;
import io.jswarm.daemon.http.Reply;
import io.jswarm.daemon.http.Request;
import io.jswarm.daemon.http.Router;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.List;
import java.util.function.BiConsumer;

/** {@code /secrets} and {@code /configs}: what is there can be read; nothing can be made yet. */
final class PayloadRoutes {
  private static final List<String> SECRET_FILTERS = List.of("id", "label", "name", "names");
  private static final List<String> CONFIG_FILTERS = List.of("id", "label", "name");

  private final Cluster cluster;

  PayloadRoutes(Cluster cluster) {
    this.cluster = cluster;
  }

  void addTo(Router router) {
    router
        .add("GET", "/secrets", this::secrets)
        .add("GET", "/secrets/{id}", this::secret)
        .add("POST", "/secrets/create", notYet("secrets"))
        .add("POST", "/secrets/{id}/update", notYet("secrets", Lookup::secret))
        .add("DELETE", "/secrets/{id}", notYet("secrets", Lookup::secret))
        .add("GET", "/configs", this::configs)
        .add("GET", "/configs/{id}", this::config)
        .add("POST", "/configs/create", notYet("configs"))
        .add("POST", "/configs/{id}/update", notYet("configs", Lookup::config))
        .add("DELETE", "/configs/{id}", notYet("configs", Lookup::config));
  }

  private Reply secrets(Request request) throws InterruptedException {
    cluster.requireManager();
    Filters filters = Filters.of(request, SECRET_FILTERS);
    return Answers.ok(
        cluster.image(request).secrets().values().stream()
            .filter(secret -> matches(filters, secret))
            .map(Shown::secret)
            .toList());
  }

  private static boolean matches(Filters filters, Secret secret) {
    SecretSpec spec = secret.spec();
    return filters.prefix("id", secret.id())
        && filters.prefix("name", spec.name())
        && filters.exact("names", spec.name())
        && filters.labels("label", spec.labels());
  }

  private Reply secret(Request request) throws InterruptedException {
    return Answers.ok(Shown.secret(Lookup.secret(cluster.image(request), request.param("id"))));
  }

  private Reply configs(Request request) throws InterruptedException {
    cluster.requireManager();
    Filters filters = Filters.of(request, CONFIG_FILTERS);
    return Answers.ok(
        cluster.image(request).configs().values().stream()
            .filter(config -> matches(filters, config))
            .map(Shown::config)
            .toList());
  }

  private static boolean matches(Filters filters, Config config) {
    ConfigSpec spec = config.spec();
    return filters.prefix("id", config.id())
        && filters.prefix("name", spec.name())
        && filters.labels("label", spec.labels());
  }

  private Reply config(Request request) throws InterruptedException {
    return Answers.ok(Shown.config(Lookup.config(cluster.image(request), request.param("id"))));
  }

  private Handler notYet(String nouns) {
    return _ -> {
      cluster.requireManager();
      throw ApiError.notAvailable(nouns + " cannot be created in this version");
    };
  }

  private Handler notYet(String nouns, BiConsumer<ClusterImage, String> lookup) {
    return request -> {
      lookup.accept(cluster.image(request), request.param("id"));
      throw ApiError.notAvailable(nouns + " cannot be changed in this version");
    };
  }
}
