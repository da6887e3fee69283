package io.jswarm.cli.swarm;

import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.ExternalCa;
import io.jswarm.cli.option.WorkloadPolicyOption;
import java.util.List;

/** The swarm's settings that {@code init} and {@code update} share. */
final class SwarmSettings {
  private SwarmSettings() {}

  static FlagSet flags() {
    return certificates(new FlagSet())
        .toggle("autolock", "Ask for a key before a restarted manager may read its data")
        .value("task-history-limit", "N", "How many old tasks to keep per slot (default 5)")
        .value("dispatcher-heartbeat", "TIME", "How often workers report that they live")
        .value("max-snapshots", "N", "How many old snapshots managers keep")
        .value("snapshot-interval", "N", "Log entries between two snapshots (default 10000)")
        .value(
            "workload-policy",
            "POLICY",
            "What services may have of hosts: privileged,gpus,device=/dev/x,... or none (default)");
  }

  static FlagSet certificates(FlagSet flags) {
    return flags
        .value("cert-expiry", "TIME", "How long node certificates are valid (default 2160h0m0s)")
        .list("external-ca", "SPEC", "A certificate service: protocol=cfssl,url=https://...");
  }

  /** Puts the flags given into a swarm's spec. */
  static void merge(ParsedFlags flags, JsonObject spec, String trustRoot) {
    if (flags.isSet("task-history-limit")) {
      spec.child("Orchestration")
          .set("TaskHistoryRetentionLimit", flags.integer("task-history-limit"));
    }
    if (flags.isSet("dispatcher-heartbeat")) {
      spec.child("Dispatcher")
          .setUnlessZero("HeartbeatPeriod", flags.nanos("dispatcher-heartbeat"));
    }
    if (flags.isSet("max-snapshots")) {
      spec.child("Raft").set("KeepOldSnapshots", flags.count("max-snapshots"));
    }
    if (flags.isSet("snapshot-interval")) {
      spec.child("Raft").setUnlessZero("SnapshotInterval", flags.count("snapshot-interval"));
    }
    if (flags.isSet("autolock")) {
      spec.child("EncryptionConfig").set("AutoLockManagers", flags.toggle("autolock"));
    }
    if (flags.isSet("workload-policy")) {
      spec.set("WorkloadPolicy", flags.one("workload-policy", WorkloadPolicyOption::parse));
    }
    mergeCertificates(flags, spec, trustRoot);
  }

  static void mergeCertificates(ParsedFlags flags, JsonObject spec, String trustRoot) {
    if (flags.isSet("cert-expiry")) {
      spec.child("CAConfig").setUnlessZero("NodeCertExpiry", flags.nanos("cert-expiry"));
    }
    if (flags.isSet("external-ca")) {
      List<JsonObject> services = flags.each("external-ca", ExternalCa::parse);
      for (JsonObject service : services) {
        if (!service.has("CACert")) {
          service.setUnlessEmpty("CACert", trustRoot);
        }
      }
      spec.child("CAConfig").setOrRemove("ExternalCAs", services);
    }
  }

  /** The availability a new node starts with, or "". */
  static String availability(ParsedFlags flags) {
    return flags.isSet("availability")
        ? flags.one("availability", SwarmSettings::availability)
        : "";
  }

  private static String availability(String text) {
    return switch (text) {
      case "active", "pause", "drain" -> text;
      default -> throw new IllegalArgumentException("must be active, pause or drain");
    };
  }
}
