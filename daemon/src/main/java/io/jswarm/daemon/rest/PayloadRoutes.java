package io.jswarm.daemon.rest;

import io.jswarm.api.command.Command;
import io.jswarm.api.command.CommandResult;
import io.jswarm.api.model.Config;
import io.jswarm.api.model.ConfigSpec;
import io.jswarm.api.model.IdResponse;
import io.jswarm.api.model.Payload;
import io.jswarm.api.model.PayloadKind;
import io.jswarm.api.model.Secret;
import io.jswarm.api.model.SecretSpec;
import io.jswarm.daemon.http.ApiVersion;
import io.jswarm.daemon.http.Reply;
import io.jswarm.daemon.http.Request;
import io.jswarm.daemon.http.Router;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** {@code /secrets} and {@code /configs}. */
final class PayloadRoutes {
  private static final List<String> SECRET_FILTERS = List.of("id", "label", "name", "names");
  private static final List<String> CONFIG_FILTERS = List.of("id", "label", "name");

  /** Before, data was no template, whatever the client said. */
  private static final int TEMPLATES_SINCE = 37;

  /** Configs are listed with their data; up to here as one piece. */
  private static final long WHOLE_BYTES_MAX = 4 << 20;

  private final Cluster cluster;

  PayloadRoutes(Cluster cluster) {
    this.cluster = cluster;
  }

  void addTo(Router router) {
    router
        .add("GET", "/secrets", this::secrets)
        .add("GET", "/secrets/{id}", this::secret)
        .add("POST", "/secrets/create", this::createSecret)
        .add("POST", "/secrets/{id}/update", this::updateSecret)
        .add("DELETE", "/secrets/{id}", request -> remove(request, PayloadKind.SECRET))
        .add("GET", "/configs", this::configs)
        .add("GET", "/configs/{id}", this::config)
        .add("POST", "/configs/create", this::createConfig)
        .add("POST", "/configs/{id}/update", this::updateConfig)
        .add("DELETE", "/configs/{id}", request -> remove(request, PayloadKind.CONFIG));
  }

  private Reply secrets(Request request) throws InterruptedException {
    cluster.requireManager();
    Filters filters = Filters.of(request, SECRET_FILTERS);
    return Answers.ok(
        cluster.image(request).secrets().values().stream()
            .filter(secret -> matches(filters, secret))
            .map(secret -> withVersions(request, Shown.secret(secret)))
            .toList());
  }

  private static boolean matches(Filters filters, Payload payload) {
    return filters.prefix("id", payload.id())
        && filters.prefix("name", payload.name())
        && filters.exact("names", payload.name())
        && filters.labels("label", payload.spec().labels());
  }

  private Reply secret(Request request) throws InterruptedException {
    Secret found = Lookup.secret(cluster.image(request), request.param("id"));
    return Answers.ok(withVersions(request, Shown.secret(found)));
  }

  private Reply configs(Request request) throws InterruptedException {
    cluster.requireManager();
    Filters filters = Filters.of(request, CONFIG_FILTERS);
    List<Config> found =
        cluster.image(request).configs().values().stream()
            .filter(config -> matches(filters, config))
            .toList();
    Function<Config, ObjectNode> shown = config -> withVersions(request, Shown.config(config));
    long bytes = found.stream().mapToLong(config -> config.data().size()).sum();
    return bytes > WHOLE_BYTES_MAX ? Answers.pieces(found, shown) : Answers.list(found, shown);
  }

  private Reply config(Request request) throws InterruptedException {
    Config found = Lookup.config(cluster.image(request), request.param("id"));
    return Answers.ok(withVersions(request, Shown.config(found)));
  }

  /** Clients of ours ask with {@code ?versions=1} which version of what an object is. */
  private static ObjectNode withVersions(Request request, ObjectNode shown) {
    return request.query().flag("versions") ? shown : shown.remove(List.of("Handle", "Revision"));
  }

  private Reply createSecret(Request request) throws IOException, InterruptedException {
    cluster.requireManager();
    SecretSpec spec = Body.bind(known(Body.object(request), request.version()), SecretSpec.class);
    return created(cluster.submit(request, new Command.CreateSecret(spec)));
  }

  private Reply createConfig(Request request) throws IOException, InterruptedException {
    cluster.requireManager();
    ConfigSpec spec = Body.bind(known(Body.object(request), request.version()), ConfigSpec.class);
    return created(cluster.submit(request, new Command.CreateConfig(spec)));
  }

  private static ObjectNode known(ObjectNode spec, ApiVersion version) {
    return version.atLeast(TEMPLATES_SINCE) ? spec : spec.remove(List.of("Templating"));
  }

  private static Reply created(CommandResult.Done done) {
    return Answers.created(new IdResponse(done.id()));
  }

  private Reply updateSecret(Request request) throws IOException, InterruptedException {
    cluster.requireManager();
    long version = Versions.of(request, "secret");
    SecretSpec spec = Body.read(request, SecretSpec.class);
    cluster.submit(request, new Command.UpdateSecret(request.param("id"), version, spec));
    return Reply.empty(200);
  }

  private Reply updateConfig(Request request) throws IOException, InterruptedException {
    cluster.requireManager();
    long version = Versions.of(request, "config");
    ConfigSpec spec = Body.read(request, ConfigSpec.class);
    cluster.submit(request, new Command.UpdateConfig(request.param("id"), version, spec));
    return Reply.empty(200);
  }

  private Reply remove(Request request, PayloadKind kind) throws InterruptedException {
    cluster.submit(request, new Command.RemovePayload(kind, request.param("id")));
    return Reply.empty(204);
  }
}
