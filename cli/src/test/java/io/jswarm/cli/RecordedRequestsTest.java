package io.jswarm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What changes something is sent exactly as Docker's CLI sends it. */
class RecordedRequestsTest {
  private static final String LOOP =
      "trap 'exit 0' TERM; echo hello; while :; do sleep 1000 & wait; done";

  record Case(String recording, List<String> words) {
    @Override
    public String toString() {
      return recording;
    }
  }

  private static Case words(String recording, String line) {
    return new Case(recording, List.of(line.split(" ")));
  }

  private static Case full() {
    String flags =
        "service create -d --no-resolve-image --name full --replicas 1"
            + " --hostname {{.Node.Hostname}}-{{.Task.Slot}} --env A=1 --label sl=1"
            + " --container-label cl=1 --network net1 --secret source=s1,target=sec,mode=0400"
            + " --config source=c1,target=/c1 --publish published=8080,target=80,mode=host"
            + " --publish 9090:90 --constraint node.role==worker"
            + " --placement-pref spread=node.labels.zone --mount type=volume,source=v1,target=/v"
            + " --mount type=bind,source=/tmp,target=/hosttmp,readonly --limit-cpu 0.5"
            + " --limit-memory 64m --reserve-memory 16m --limit-pids 100 --health-cmd true"
            + " --health-interval 5s --restart-condition on-failure --restart-delay 1s"
            + " --restart-max-attempts 3 --restart-window 60s --update-parallelism 2"
            + " --update-order start-first --update-failure-action rollback"
            + " --rollback-parallelism 0 --stop-grace-period 3s --stop-signal SIGINT --user root"
            + " --workdir /tmp --cap-add NET_ADMIN --sysctl net.core.somaxconn=512"
            + " --ulimit nofile=1024:2048 --dns 1.1.1.1 --host foo:1.2.3.4 --init --read-only"
            + " --tty --replicas-max-per-node 3 --log-driver json-file --log-opt max-size=1m"
            + " --endpoint-mode vip busybox:latest sh -c";
    return looping("service-create-full", flags);
  }

  private static Case looping(String recording, String line) {
    return new Case(recording, Stream.concat(Stream.of(line.split(" ")), Stream.of(LOOP)).toList());
  }

  static List<Case> cases() {
    return Stream.of(swarmsAndNodes(), networks(), services()).flatMap(List::stream).toList();
  }

  private static List<Case> swarmsAndNodes() {
    return List.of(
        words("swarm-init", "swarm init --advertise-addr 10.98.0.1"),
        words(
            "swarm-join-worker",
            "swarm join --token"
                + " SWMTKN-1-4z9t35uu1xplsn7sypye21pxz8d0hww1891jn3mqq305bjzwoy-ehk8biq3wtxfkdkwmjojb2hx9"
                + " 10.98.0.1:2377"),
        words("swarm-join-token-rotate", "swarm join-token --rotate worker"),
        words(
            "swarm-update",
            "swarm update --task-history-limit 10 --dispatcher-heartbeat 5s --cert-expiry"
                + " 2160h0m0s --snapshot-interval 10000"),
        words("swarm-update-autolock", "swarm update --autolock=true"),
        words("swarm-unlock-key-rotate", "swarm unlock-key --rotate"),
        words("swarm-ca-rotate-d", "swarm ca --rotate -d"),
        words("swarm-leave-worker", "swarm leave"),
        words("swarm-leave-force", "leave --force"),
        words("node-update-label", "node update --label-add zone=a sw-h2"),
        words("node-update-drain", "node update --detach --availability drain sw-h3"),
        words("node-promote", "node promote sw-h2"),
        words("node-demote", "node demote sw-h2"),
        words("node-rm", "node rm sw-h3"),
        words("node-rm-force", "node rm -f sw-h2"));
  }

  private static List<Case> networks() {
    return List.of(
        words(
            "network-create-overlay",
            "network create -d overlay --attachable --label a=b --subnet 10.77.0.0/24 net1"),
        words(
            "network-create-full",
            "network create -d overlay --subnet 10.5.0.0/16 --subnet fd00:5::/64 --gateway 10.5.0.1"
                + " --ip-range 10.5.1.0/24 --aux-address a=10.5.0.9 --internal --attachable --opt"
                + " encrypted --opt com.docker.network.driver.mtu=1400 --ipv6 --label a=b --scope"
                + " swarm --ipam-opt k=v n"),
        words(
            "network-create-ingress",
            "network create -d overlay --ingress --subnet 10.11.0.0/16 mesh"),
        words("network-rm", "network rm net1"),
        words("network-prune", "network prune -f --filter label=a --filter until=24h"),
        words(
            "swarm-init-networks",
            "swarm init --advertise-addr 10.98.0.1 --data-path-addr 10.99.0.1 --data-path-port 7777"
                + " --default-addr-pool 10.20.0.0/16 --default-addr-pool 10.30.0.0/16"
                + " --default-addr-pool-mask-length 26"),
        words(
            "swarm-join-data-path",
            "swarm join --data-path-addr 10.99.0.2 --token SWMTKN-1-x-y 10.98.0.1:2377"));
  }

  private static List<Case> services() {
    return List.of(
        words(
            "service-create-networks",
            "service create -d --no-resolve-image --name web --network"
                + " name=net1,alias=www,alias=shop,driver-opt=k=v --network net2 -p 8080:80 -p"
                + " 53:53/udp -p 7000-7002:9000-9002 -p 81 --publish"
                + " published=8443,target=443,protocol=tcp,mode=host --endpoint-mode vip --dns"
                + " 1.1.1.1 --dns-search example.org --dns-option ndots:2 --host db:10.0.0.9"
                + " --hostname web-1 busybox:latest sleep 9"),
        words(
            "service-create-dnsrr",
            "service create -d --no-resolve-image --name web --network net1 --endpoint-mode dnsrr"
                + " --publish mode=host,target=80 busybox:latest"),
        words(
            "service-update-networks",
            "service update -d --no-resolve-image --network-rm net1 --network-add"
                + " name=net2,alias=www --publish-rm 8443:443/tcp --publish-rm 80 --publish-add"
                + " 8081:81/udp --publish-add published=9000,target=90,mode=host --endpoint-mode"
                + " dnsrr --dns-add 9.9.9.9 --dns-search-add a.b --dns-option-add ndots:1"
                + " --host-add db:10.0.0.9 --hostname h web"),
        words("service-create-min", "service create -d --name min busybox:latest sleep 100000"),
        full(),
        looping(
            "service-create-global",
            "service create -d --no-resolve-image --mode global --name glob busybox:latest sh -c"),
        words(
            "service-create-job",
            "service create -d --no-resolve-image --mode replicated-job --replicas 2 --name job"
                + " busybox:latest true"),
        words(
            "service-create-globaljob",
            "service create -d --no-resolve-image --mode global-job --name gjob busybox:latest"
                + " true"),
        words(
            "service-update-env-wait",
            "service update -d --no-resolve-image --env-add B=2 --update-monitor 1s web"),
        words(
            "service-update-image-d",
            "service update -d --image busybox:latest --update-parallelism 0 web"),
        words("service-update-force", "service update -d --no-resolve-image --force web"),
        words(
            "service-update-limit",
            "service update -d --no-resolve-image --limit-memory 32m --label-add x=y"
                + " --network-add net1 web"),
        words("service-scale", "service scale -d web=3"),
        words("service-scale-multi-d", "service scale -d web=2 min=2"),
        words("service-rollback-d", "service rollback -d min"),
        words("service-rm", "service rm web min full glob job gjob x5"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void writesAreThoseOfDockersCli(Case aCase) throws IOException {
    Recording recording = Recording.of(aCase.recording);
    try (FakeDaemon daemon = new FakeDaemon().play(recording.json())) {
      Ran ran = Ran.on(daemon, aCase.words.toArray(String[]::new));
      assertThat(ran.code()).as(ran.err()).isZero();
      List<FakeDaemon.Call> writes =
          daemon.calls().stream().filter(call -> !call.method().equals("GET")).toList();
      assertThat(writes).isEqualTo(recording.writes());
    }
  }

  @Test
  void aReadMayBeAnsweredByTheNodesOwnCopy() throws IOException {
    try (FakeDaemon daemon = new FakeDaemon().on("GET /services", 200, "[]")) {
      Ran.on(daemon, "--stale", "service", "ls");
      Ran.on(daemon, "service", "ls", "--stale");
      assertThat(daemon.calls()).allMatch(call -> "1".equals(call.query().get("stale")));
    }
  }
}
