package io.jswarm.cli.service.spec;

import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.ContainerOptions;
import io.jswarm.cli.option.EnvironmentOption;
import io.jswarm.cli.option.ImageName;
import io.jswarm.cli.option.IpAddress;
import io.jswarm.cli.option.KeyValues;
import io.jswarm.cli.option.MountOption;
import io.jswarm.cli.option.ShellWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** The container part of a service that exists. */
final class ChangedContainer {
  private static final Comparator<JsonObject> BY_SOURCE =
      Comparator.<JsonObject, String>comparing(mount -> mount.text("Source"))
          .thenComparing(mount -> mount.text("Target"));

  private final ParsedFlags flags;
  private final JsonObject container;

  private ChangedContainer(ParsedFlags flags, JsonObject container) {
    this.flags = flags;
    this.container = container;
  }

  static void merge(ParsedFlags flags, JsonObject container) {
    ChangedContainer changed = new ChangedContainer(flags, container);
    changed.process();
    changed.values();
    changed.mounts();
    changed.dns();
    changed.hosts();
    changed.ulimits();
    changed.capabilities();
    Health.merge(flags, container);
    HostAccess.merge(flags, container);
  }

  private void process() {
    text("workdir", "Dir");
    text("user", "User");
    text("hostname", "Hostname");
    text("isolation", "Isolation");
    text("stop-signal", "StopSignal");
    if (flags.isSet("image")) {
      container.set("Image", ImageName.tagged(flags.text("image")));
    }
    if (flags.isSet("args")) {
      container.setOrRemove("Args", flags.one("args", ShellWords::split));
    }
    if (flags.isSet("entrypoint")) {
      container.setOrRemove("Command", flags.one("entrypoint", ShellWords::split));
    }
    if (flags.isSet("init")) {
      container.set("Init", flags.toggle("init"));
    }
    if (flags.isSet("tty")) {
      container.setIfTrue("TTY", flags.toggle("tty"));
    }
    if (flags.isSet("read-only")) {
      container.setIfTrue("ReadOnly", flags.toggle("read-only"));
    }
    if (flags.isSet("stop-grace-period")) {
      container.set("StopGracePeriod", flags.nanos("stop-grace-period"));
    }
    if (flags.isSet("oom-score-adj")) {
      container.setUnlessZero("OomScoreAdj", flags.integer("oom-score-adj"));
    }
  }

  private void text(String flag, String field) {
    if (flags.isSet(flag)) {
      container.setOrRemove(field, flags.text(flag));
    }
  }

  private void values() {
    if (flags.anySet("env-add", "env-rm")) {
      container.setOrRemove(
          "Env",
          Merging.byKey(
              container.texts("Env"),
              flags.each("env-add", EnvironmentOption::variable),
              flags.texts("env-rm")));
    }
    Merging.map(
        container,
        "Labels",
        flags.each("container-label-add", KeyValues::label),
        flags.texts("container-label-rm"));
    Merging.map(container, "Sysctls", flags.texts("sysctl-add"), flags.texts("sysctl-rm"));
    if (flags.anySet("group-add", "group-rm")) {
      container.setOrRemove(
          "Groups",
          Merging.sortedTexts(
              container.texts("Groups"), flags.texts("group-add"), flags.texts("group-rm")));
    }
  }

  private void mounts() {
    if (!flags.anySet("mount-add", "mount-rm")) {
      return;
    }
    List<JsonObject> mounts = flags.each("mount-add", MountOption::parse);
    Set<String> targets = new LinkedHashSet<>();
    for (JsonObject mount : mounts) {
      if (!targets.add(mount.text("Target"))) {
        throw new UsageException("two mounts have the target " + mount.text("Target"));
      }
    }
    for (JsonObject mount : container.objects("Mounts")) {
      if (targets.add(mount.text("Target"))) {
        mounts.add(mount);
      }
    }
    List<JsonObject> kept =
        Merging.without(mounts, mount -> mount.text("Target"), flags.texts("mount-rm"));
    kept.sort(BY_SOURCE);
    container.setOrRemove("Mounts", kept);
  }

  private void dns() {
    if (!flags.anySet(
        "dns-add",
        "dns-rm",
        "dns-option-add",
        "dns-option-rm",
        "dns-search-add",
        "dns-search-rm")) {
      return;
    }
    JsonObject dns = container.child("DNSConfig");
    dns.setOrRemove(
        "Nameservers",
        Merging.sortedTexts(
            dns.texts("Nameservers"),
            flags.each("dns-add", IpAddress::parse),
            flags.texts("dns-rm")));
    dns.setOrRemove(
        "Search",
        Merging.sortedTexts(
            dns.texts("Search"), flags.texts("dns-search-add"), flags.texts("dns-search-rm")));
    dns.setOrRemove(
        "Options",
        Merging.sortedTexts(
            dns.texts("Options"), flags.texts("dns-option-add"), flags.texts("dns-option-rm")));
  }

  private void hosts() {
    if (!flags.anySet("host-add", "host-rm")) {
      return;
    }
    Set<String> hosts = new LinkedHashSet<>();
    for (String line : container.texts("Hosts")) {
      List<String> words = new ArrayList<>(List.of(line.strip().split("\\s+")));
      String ip = words.removeFirst();
      words.removeIf(host -> removesHost(host, ip));
      if (!words.isEmpty()) {
        hosts.add(ip + " " + String.join(" ", words));
      }
    }
    hosts.addAll(flags.each("host-add", ContainerOptions::extraHost));
    container.setOrRemove("Hosts", List.copyOf(hosts));
  }

  private boolean removesHost(String host, String ip) {
    for (String removed : flags.texts("host-rm")) {
      if (removed.equals(host) || removed.equals(host + ":" + ip)) {
        return true;
      }
    }
    return false;
  }

  private void ulimits() {
    if (!flags.anySet("ulimit-add", "ulimit-rm")) {
      return;
    }
    List<String> removed = flags.texts("ulimit-rm").stream().map(KeyValues::key).toList();
    List<JsonObject> limits =
        Merging.without(container.objects("Ulimits"), limit -> limit.text("Name"), removed);
    limits.addAll(flags.each("ulimit-add", ContainerOptions::ulimit));
    List<JsonObject> sorted = new ArrayList<>(Merging.lastOfEach(limits, "Name"));
    sorted.sort(Comparator.comparing(limit -> limit.text("Name")));
    container.setOrRemove("Ulimits", sorted);
  }

  /** A capability that is added takes its drop back first, and the other way round. */
  private void capabilities() {
    if (!flags.anySet("cap-add", "cap-drop")) {
      return;
    }
    NavigableSet<String> added = ContainerOptions.capabilities(container.texts("CapabilityAdd"));
    NavigableSet<String> dropped = ContainerOptions.capabilities(container.texts("CapabilityDrop"));
    NavigableSet<String> toAdd = ContainerOptions.capabilities(flags.texts("cap-add"));
    NavigableSet<String> toDrop = ContainerOptions.capabilities(flags.texts("cap-drop"));
    if (ContainerOptions.takeReset(toAdd)) {
      added = new TreeSet<>();
    }
    if (ContainerOptions.takeReset(toDrop)) {
      dropped = new TreeSet<>();
    }
    for (String capability : toDrop) {
      if (!toAdd.contains(capability) && !added.remove(capability)) {
        dropped.add(capability);
      }
    }
    for (String capability : toAdd) {
      if (!dropped.remove(capability)) {
        added.add(capability);
      }
    }
    container.setOrRemove("CapabilityAdd", ContainerOptions.effective(added));
    container.setOrRemove("CapabilityDrop", ContainerOptions.effective(dropped));
  }
}
