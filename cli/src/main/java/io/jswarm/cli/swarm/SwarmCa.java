package io.jswarm.cli.swarm;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.CommandException;
import io.jswarm.cli.command.FlagSet;
import io.jswarm.cli.command.Invocation;
import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.Synopsis;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.PemFile;
import java.io.IOException;
import java.util.List;

/** {@code swarm ca}. */
public final class SwarmCa implements Command {
  private static final List<String> ROTATION_FLAGS =
      List.of("ca-cert", "ca-key", "cert-expiry", "external-ca");

  @Override
  public Synopsis synopsis() {
    return Synopsis.of("Show the swarm's root certificate, or replace it everywhere.");
  }

  @Override
  public FlagSet flags() {
    return SwarmSettings.certificates(new FlagSet())
        .value("ca-cert", "FILE", "Rotate to this root certificate (PEM)")
        .value("ca-key", "FILE", "The key of that certificate (PEM)")
        .toggle("d", "detach", "Do not wait until every node has a new certificate")
        .toggle("q", "quiet", "Print nothing while waiting")
        .toggle("rotate", "Replace the root; with no certificate given a new one is made");
  }

  @Override
  public int run(Invocation call) throws IOException {
    ParsedFlags flags = call.flags();
    JsonObject swarm = call.client().object("/swarm");
    if (!flags.toggle("rotate")) {
      for (String name : ROTATION_FLAGS) {
        if (flags.isSet(name)) {
          throw new UsageException("--" + name + " only works together with --rotate");
        }
      }
      return print(call, swarm);
    }
    check(flags);
    JsonObject spec = swarm.child("Spec");
    String certificate = flags.isSet("ca-cert") ? flags.one("ca-cert", PemFile::read) : "";
    String key = flags.isSet("ca-key") ? flags.one("ca-key", PemFile::read) : "";
    SwarmSettings.mergeCertificates(flags, spec, certificate);
    JsonObject ca = spec.child("CAConfig");
    ca.setOrRemove("SigningCACert", certificate).setOrRemove("SigningCAKey", key);
    if (certificate.isEmpty() && key.isEmpty()) {
      ca.set("ForceRotate", ca.number("ForceRotate") + 1);
    }
    SwarmChange.SETTINGS.send(call, swarm);
    if (flags.toggle("detach")) {
      return 0;
    }
    JsonObject rotated = new RootRotation(call).waitUntilDone();
    return flags.toggle("quiet") ? 0 : print(call, rotated);
  }

  private static void check(ParsedFlags flags) {
    if (flags.isSet("external-ca") && !flags.isSet("ca-cert")) {
      throw new UsageException(
          "rotating to an external CA needs its certificate: --ca-cert FILE; to add one that has"
              + " the current root, use 'jswarm swarm update --external-ca'");
    }
    if (flags.isSet("ca-cert") && !flags.isSet("external-ca") && !flags.isSet("ca-key")) {
      throw new UsageException("--ca-cert needs --ca-key, --external-ca or both");
    }
  }

  private static int print(Invocation call, JsonObject swarm) throws CommandException {
    String root = swarm.object("TLSInfo").text("TrustRoot").strip();
    if (root.isEmpty()) {
      throw new CommandException("no CA information available");
    }
    call.println(root);
    return 0;
  }
}
