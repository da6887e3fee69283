package io.jswarm.cli.service.spec;

import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.ContainerOptions;
import io.jswarm.cli.option.EnvironmentOption;
import io.jswarm.cli.option.IpAddress;
import io.jswarm.cli.option.KeyValues;
import io.jswarm.cli.option.MountOption;
import io.jswarm.cli.option.ShellWords;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;

/** The container part of a new service's spec. */
final class NewContainer {
  private NewContainer() {}

  static JsonObject spec(ParsedFlags flags) {
    JsonObject container = new JsonObject();
    process(flags, container);
    container.setUnlessEmpty("Env", environment(flags));
    container.setUnlessEmpty(
        "Labels",
        JsonObject.ofTexts(KeyValues.map(flags.each("container-label", KeyValues::label))));
    container.setUnlessEmpty("Mounts", flags.each("mount", MountOption::parse));
    Health.merge(flags, container);
    network(flags, container);
    limits(flags, container);
    HostAccess.create(flags, container);
    if (!flags.text("credential-spec").isEmpty()) {
      container
          .child("Privileges")
          .set("CredentialSpec", flags.one("credential-spec", ContainerOptions::credentialSpec));
    }
    return container;
  }

  private static void process(ParsedFlags flags, JsonObject container) {
    container.set("Init", flags.toggle("init"));
    if (flags.isSet("entrypoint")) {
      container.setUnlessEmpty("Command", flags.one("entrypoint", ShellWords::split));
    }
    container.setUnlessEmpty("Hostname", flags.text("hostname"));
    container.setUnlessEmpty("Dir", flags.text("workdir"));
    container.setUnlessEmpty("User", flags.text("user"));
    container.setUnlessEmpty("Groups", flags.texts("group"));
    container.setUnlessEmpty("StopSignal", flags.text("stop-signal"));
    container.setIfTrue("TTY", flags.toggle("tty"));
    container.setIfTrue("ReadOnly", flags.toggle("read-only"));
    container.setUnlessEmpty("Isolation", flags.text("isolation"));
    if (flags.isSet("stop-grace-period")) {
      container.set("StopGracePeriod", flags.nanos("stop-grace-period"));
    }
  }

  private static List<String> environment(ParsedFlags flags) {
    List<String> variables = new ArrayList<>();
    flags.each("env-file", EnvironmentOption::file).forEach(variables::addAll);
    variables.addAll(flags.each("env", EnvironmentOption::variable));
    return EnvironmentOption.merge(variables);
  }

  private static void network(ParsedFlags flags, JsonObject container) {
    container.setUnlessEmpty("Hosts", flags.each("host", ContainerOptions::extraHost));
    container.set(
        "DNSConfig",
        new JsonObject()
            .setUnlessEmpty("Nameservers", flags.each("dns", IpAddress::parse))
            .setUnlessEmpty("Search", flags.texts("dns-search"))
            .setUnlessEmpty("Options", flags.texts("dns-option")));
  }

  private static void limits(ParsedFlags flags, JsonObject container) {
    container.setUnlessEmpty("Sysctls", JsonObject.ofTexts(KeyValues.map(flags.texts("sysctl"))));
    NavigableSet<String> added = ContainerOptions.capabilities(flags.texts("cap-add"));
    NavigableSet<String> dropped = ContainerOptions.capabilities(flags.texts("cap-drop"));
    List<String> add = ContainerOptions.effective(added);
    List<String> drop = new ArrayList<>(ContainerOptions.effective(dropped));
    drop.removeAll(add);
    container.setUnlessEmpty("CapabilityAdd", add);
    container.setUnlessEmpty("CapabilityDrop", drop);
    List<JsonObject> ulimits = flags.each("ulimit", ContainerOptions::ulimit);
    container.setUnlessEmpty("Ulimits", Merging.lastOfEach(ulimits, "Name"));
    container.setUnlessZero("OomScoreAdj", flags.integer("oom-score-adj"));
  }
}
