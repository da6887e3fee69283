package io.jswarm.cli.service.spec;

import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.ContainerOptions;
import io.jswarm.cli.option.FileReferenceOption;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Secrets, configs and the credential spec of a service that exists. */
final class ChangedFiles {
  private ChangedFiles() {}

  static void merge(ParsedFlags flags, JsonObject container, References references)
      throws IOException {
    if (flags.anySet("secret-add", "secret-rm")) {
      List<JsonObject> added = flags.each("secret-add", FileReferenceOption::secret);
      references.secrets(added);
      List<JsonObject> secrets =
          Merging.without(
              container.objects("Secrets"),
              secret -> secret.text("SecretName"),
              flags.texts("secret-rm"));
      secrets.addAll(added);
      container.setOrRemove("Secrets", secrets);
    }
    if (flags.anySet("config-add", "config-rm", "credential-spec")) {
      container.setOrRemove("Configs", configs(flags, container, references));
    }
  }

  private static List<JsonObject> configs(
      ParsedFlags flags, JsonObject container, References references) throws IOException {
    boolean newCredentials = flags.isSet("credential-spec");
    List<JsonObject> configs = new ArrayList<>();
    for (JsonObject config : container.objects("Configs")) {
      boolean runtime = config.has("Runtime");
      boolean removed = flags.texts("config-rm").contains(config.text("ConfigName"));
      if (runtime ? !newCredentials : !removed) {
        configs.add(config);
      }
    }
    List<JsonObject> added = flags.each("config-add", FileReferenceOption::config);
    JsonObject credentials = flags.one("credential-spec", ContainerOptions::credentialSpec);
    String name = credentials.text("Config");
    if (!name.isEmpty()) {
      added.add(new JsonObject().set("Runtime", new JsonObject()).set("ConfigName", name));
    }
    references.configs(added);
    if (!name.isEmpty()) {
      credentials.set("Config", added.getLast().text("ConfigID"));
    }
    if (newCredentials && credentials.isEmpty()) {
      container.object("Privileges").remove("CredentialSpec");
    } else if (newCredentials) {
      container.child("Privileges").set("CredentialSpec", credentials);
    }
    configs.addAll(added);
    return configs;
  }
}
