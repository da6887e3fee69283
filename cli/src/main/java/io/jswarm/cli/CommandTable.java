package io.jswarm.cli;

import io.jswarm.cli.command.Command;
import io.jswarm.cli.command.Spelling;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.container.ContainerInspect;
import io.jswarm.cli.container.ContainerKill;
import io.jswarm.cli.container.ContainerLogs;
import io.jswarm.cli.container.ContainerLs;
import io.jswarm.cli.container.ContainerRm;
import io.jswarm.cli.image.ImageImport;
import io.jswarm.cli.image.ImageInspect;
import io.jswarm.cli.image.ImageLoad;
import io.jswarm.cli.image.ImageLs;
import io.jswarm.cli.image.ImagePull;
import io.jswarm.cli.image.ImageRm;
import io.jswarm.cli.image.ImageTag;
import io.jswarm.cli.network.NetworkCheck;
import io.jswarm.cli.network.NetworkCreate;
import io.jswarm.cli.network.NetworkInspect;
import io.jswarm.cli.network.NetworkLs;
import io.jswarm.cli.network.NetworkPrune;
import io.jswarm.cli.network.NetworkRm;
import io.jswarm.cli.network.NetworkUpdate;
import io.jswarm.cli.node.NodeInspect;
import io.jswarm.cli.node.NodeLs;
import io.jswarm.cli.node.NodePs;
import io.jswarm.cli.node.NodeRm;
import io.jswarm.cli.node.NodeRole;
import io.jswarm.cli.node.NodeUpdate;
import io.jswarm.cli.payload.Noun;
import io.jswarm.cli.payload.PayloadCreate;
import io.jswarm.cli.payload.PayloadInspect;
import io.jswarm.cli.payload.PayloadLs;
import io.jswarm.cli.payload.PayloadRm;
import io.jswarm.cli.payload.PayloadRotate;
import io.jswarm.cli.registry.LogIn;
import io.jswarm.cli.registry.LogOut;
import io.jswarm.cli.service.ServiceCreate;
import io.jswarm.cli.service.ServiceInspect;
import io.jswarm.cli.service.ServiceLogs;
import io.jswarm.cli.service.ServiceLs;
import io.jswarm.cli.service.ServicePs;
import io.jswarm.cli.service.ServiceRebalance;
import io.jswarm.cli.service.ServiceRm;
import io.jswarm.cli.service.ServiceRollback;
import io.jswarm.cli.service.ServiceRun;
import io.jswarm.cli.service.ServiceScale;
import io.jswarm.cli.service.ServiceUpdate;
import io.jswarm.cli.swarm.SwarmCa;
import io.jswarm.cli.swarm.SwarmInit;
import io.jswarm.cli.swarm.SwarmJoin;
import io.jswarm.cli.swarm.SwarmJoinToken;
import io.jswarm.cli.swarm.SwarmLeave;
import io.jswarm.cli.swarm.SwarmUnlock;
import io.jswarm.cli.swarm.SwarmUnlockKey;
import io.jswarm.cli.swarm.SwarmUpdate;
import io.jswarm.cli.system.DialStdio;
import io.jswarm.cli.system.Info;
import io.jswarm.cli.system.Version;
import io.jswarm.cli.volume.VolumeCreate;
import io.jswarm.cli.volume.VolumeInspect;
import io.jswarm.cli.volume.VolumeLs;
import io.jswarm.cli.volume.VolumePrune;
import io.jswarm.cli.volume.VolumeRm;
import io.jswarm.cli.volume.VolumeUpdate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every command there is, found by its words without building any other. */
final class CommandTable {
  /** Nouns and their verbs, in the order help shows them. */
  static final List<String> NAMES =
      List.of(
          "swarm init",
          "swarm join",
          "swarm leave",
          "swarm update",
          "swarm join-token",
          "swarm unlock-key",
          "swarm unlock",
          "swarm ca",
          "node ls",
          "node inspect",
          "node ps",
          "node update",
          "node promote",
          "node demote",
          "node rm",
          "service create",
          "service ls",
          "service ps",
          "service inspect",
          "service logs",
          "service scale",
          "service update",
          "service rollback",
          "service rebalance",
          "service run",
          "service rm",
          "network ls",
          "network inspect",
          "network create",
          "network rm",
          "network prune",
          "network update",
          "network check",
          "volume ls",
          "volume inspect",
          "volume create",
          "volume rm",
          "volume prune",
          "volume update",
          "secret ls",
          "secret inspect",
          "secret create",
          "secret rm",
          "secret rotate",
          "config ls",
          "config inspect",
          "config create",
          "config rm",
          "config rotate",
          "image ls",
          "image inspect",
          "image import",
          "image load",
          "image pull",
          "image tag",
          "image rm",
          "container ls",
          "container inspect",
          "container logs",
          "container kill",
          "container rm",
          "system dial-stdio",
          "init",
          "join",
          "leave",
          "ps",
          "logs",
          "import",
          "login",
          "logout",
          "info",
          "version");

  private CommandTable() {}

  /** How many of the words name the command: 2 for a noun and its verb, else 1. */
  static int nameLength(List<String> words) {
    return words.size() > 1 && isNoun(words.getFirst()) && !words.get(1).startsWith("-") ? 2 : 1;
  }

  static boolean isNoun(String word) {
    return switch (word) {
      case "swarm",
          "node",
          "service",
          "network",
          "secret",
          "config",
          "volume",
          "image",
          "container",
          "system" ->
          true;
      default -> false;
    };
  }

  /**
   * Builds the command of that name.
   *
   * @throws UsageException when there is none, with what may have been meant
   */
  static Command create(String name) {
    Command found = find(canonical(name));
    if (found == null) {
      throw unknown(name);
    }
    return found;
  }

  /** Docker's other names for verbs. */
  private static String canonical(String name) {
    if (name.endsWith(" list")) {
      return name.substring(0, name.length() - "ist".length()) + "s";
    }
    return name.endsWith(" remove") ? name.replace(" remove", " rm") : name;
  }

  private static @Nullable Command find(String name) {
    return switch (name) {
      case "swarm init", "init" -> new SwarmInit();
      case "swarm join", "join" -> new SwarmJoin();
      case "swarm leave", "leave" -> new SwarmLeave();
      case "swarm update" -> new SwarmUpdate();
      case "swarm join-token" -> new SwarmJoinToken();
      case "swarm unlock-key" -> new SwarmUnlockKey();
      case "swarm unlock" -> new SwarmUnlock();
      case "swarm ca" -> new SwarmCa();
      case "node ls" -> new NodeLs();
      case "node inspect" -> new NodeInspect();
      case "node ps" -> new NodePs();
      case "node update" -> new NodeUpdate();
      case "node promote" -> NodeRole.PROMOTE;
      case "node demote" -> NodeRole.DEMOTE;
      case "node rm" -> new NodeRm();
      case "service create" -> new ServiceCreate();
      case "service ls" -> new ServiceLs();
      case "service ps" -> ServicePs.OF_SERVICES;
      case "ps" -> ServicePs.OF_SWARM;
      case "service inspect" -> new ServiceInspect();
      case "service logs", "logs" -> new ServiceLogs();
      case "service scale" -> new ServiceScale();
      case "service update" -> new ServiceUpdate();
      case "service rollback" -> new ServiceRollback();
      case "service rebalance" -> new ServiceRebalance();
      case "service run" -> new ServiceRun();
      case "service rm" -> new ServiceRm();
      case "info", "system info" -> new Info();
      case "login" -> new LogIn();
      case "logout" -> new LogOut();
      case "version" -> new Version();
      case "system dial-stdio" -> new DialStdio();
      default -> findOfObjects(name);
    };
  }

  /** What services use, and what they are made of. */
  private static @Nullable Command findOfObjects(String name) {
    return switch (name) {
      case "network ls" -> new NetworkLs();
      case "network inspect" -> new NetworkInspect();
      case "network create" -> new NetworkCreate();
      case "network rm" -> new NetworkRm();
      case "network prune" -> new NetworkPrune();
      case "network update" -> new NetworkUpdate();
      case "network check" -> new NetworkCheck();
      case "volume ls" -> new VolumeLs();
      case "volume inspect" -> new VolumeInspect();
      case "volume create" -> new VolumeCreate();
      case "volume rm" -> new VolumeRm();
      case "volume prune" -> new VolumePrune();
      case "volume update" -> new VolumeUpdate();
      case "secret ls" -> new PayloadLs(Noun.SECRET);
      case "secret inspect" -> new PayloadInspect(Noun.SECRET);
      case "secret create" -> new PayloadCreate(Noun.SECRET);
      case "secret rm" -> new PayloadRm(Noun.SECRET);
      case "secret rotate" -> new PayloadRotate(Noun.SECRET);
      case "config ls" -> new PayloadLs(Noun.CONFIG);
      case "config inspect" -> new PayloadInspect(Noun.CONFIG);
      case "config create" -> new PayloadCreate(Noun.CONFIG);
      case "config rm" -> new PayloadRm(Noun.CONFIG);
      case "config rotate" -> new PayloadRotate(Noun.CONFIG);
      case "image ls" -> new ImageLs();
      case "image inspect" -> new ImageInspect();
      case "image import", "import" -> new ImageImport();
      case "image load" -> new ImageLoad();
      case "image pull" -> new ImagePull();
      case "image tag" -> new ImageTag();
      case "image rm" -> new ImageRm();
      case "container ls" -> new ContainerLs();
      case "container inspect" -> new ContainerInspect();
      case "container logs" -> new ContainerLogs();
      case "container kill" -> new ContainerKill();
      case "container rm" -> new ContainerRm();
      default -> null;
    };
  }

  private static UsageException unknown(String name) {
    String noun = name.indexOf(' ') < 0 ? name : name.substring(0, name.indexOf(' '));
    if (Set.of("stack", "context", "fleet").contains(noun)) {
      return new UsageException("'jswarm " + noun + "' is not in this version");
    }
    Set<String> known = new LinkedHashSet<>(NAMES);
    for (String command : NAMES) {
      known.add(command.split(" ", 2)[0]);
    }
    String meant = Spelling.nearest(name, known);
    return new UsageException(
        "'jswarm "
            + name
            + "' is not a command"
            + (meant == null ? "" : "; did you mean 'jswarm " + meant + "'?")
            + " (see 'jswarm --help')");
  }

  /** The names of a noun's commands. */
  static List<String> of(String noun) {
    List<String> names = new ArrayList<>();
    for (String name : NAMES) {
      if (name.startsWith(noun + " ")) {
        names.add(name);
      }
    }
    return names;
  }
}
