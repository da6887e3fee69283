package io.jswarm.cli.service.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.ServiceSpec;
import io.jswarm.cli.FakeDaemon;
import io.jswarm.cli.Ran;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.json.JsonReader;
import io.jswarm.cli.json.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Specs from flags, as a manager reads them. */
class SpecRoundTripTest {
  private static final String BEFORE =
      """
      {"ID":"s1","Version":{"Index":5},"Spec":{"Name":"web","Labels":{"a":"1"},"TaskTemplate":{
      "ContainerSpec":{"Image":"busybox:1","Args":["sleep","9"],"Env":["A=1","B=2"],"Init":false,
      "Mounts":[{"Type":"volume","Source":"v","Target":"/v"}],"Groups":["g"],
      "DNSConfig":{"Nameservers":["1.1.1.1"]},"Hosts":["1.2.3.4 h k"],"Sysctls":{"net.x":"1"},
      "Ulimits":[{"Name":"nofile","Hard":2,"Soft":1}],"CapabilityAdd":["CAP_NET_ADMIN"],
      "Healthcheck":{"Test":["CMD-SHELL","true"],"Retries":3},"Devices":[{"PathOnHost":"/dev/x"}],
      "Privileged":true,"Gpus":2,"ToBeInvented":{"x":1}},
      "Resources":{"Limits":{"MemoryBytes":5},"Reservations":{}},
      "Placement":{"Constraints":["node.role==worker"],
      "Preferences":[{"Spread":{"SpreadDescriptor":"node.labels.z"}}]},
      "Networks":[{"Target":"id-a"}],"ForceUpdate":2},"Mode":{"Replicated":{"Replicas":2}},
      "EndpointSpec":{"Mode":"vip","Ports":[{"Protocol":"tcp","TargetPort":80,"PublishedPort":8080,
      "PublishMode":"ingress"}]}}}
      """;

  private static FakeDaemon daemon() throws IOException {
    return new FakeDaemon()
        .on("GET /services/web", 200, BEFORE)
        .on("POST /services/s1/update", 200, "{}")
        .on("POST /services/create", 201, "{\"ID\":\"s2\"}")
        .on("GET /networks/a", 200, "{\"Id\":\"id-a\"}")
        .on("GET /networks/b", 200, "{\"Id\":\"id-b\"}")
        .on("GET /secrets", 200, "[{\"ID\":\"sid\",\"Spec\":{\"Name\":\"s\"}}]")
        .on("GET /configs", 200, "[{\"ID\":\"cid\",\"Spec\":{\"Name\":\"c\"}}]");
  }

  private static JsonObject sent(String... words) throws IOException {
    try (FakeDaemon daemon = daemon()) {
      Ran ran = Ran.on(daemon, words);
      assertThat(ran.code()).as(ran.err()).isZero();
      return (JsonObject) Objects.requireNonNull(daemon.calls().getLast().body());
    }
  }

  private static JsonObject updated(String flags) throws IOException {
    List<String> words =
        Stream.of("service update -d --no-resolve-image " + flags + " web")
            .flatMap(line -> Stream.of(line.split(" ")))
            .toList();
    return sent(words.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          --env-add A=3 --env-add C=4 --env-rm B | Env | ["A=3","C=4"]
          --args 'x' | Args | ["x"]
          --mount-add source=w,target=/w --mount-rm /v | Mounts | [{"Type":"volume","Source":"w","Target":"/w"}]
          --group-add a --group-rm g | Groups | ["a"]
          --dns-add 9.9.9.9 --dns-search-add d | DNSConfig | {"Nameservers":["1.1.1.1","9.9.9.9"],"Search":["d"]}
          --host-rm h:1.2.3.4 --host-add n:5.6.7.8 | Hosts | ["1.2.3.4 k","5.6.7.8 n"]
          --sysctl-add net.y=2 --sysctl-rm net.x | Sysctls | {"net.y":"2"}
          --ulimit-add core=1 --ulimit-rm nofile | Ulimits | [{"Name":"core","Hard":1,"Soft":1}]
          --cap-drop net_admin --cap-add chown | CapabilityAdd | ["CAP_CHOWN"]
          --cap-drop kill | CapabilityDrop | ["CAP_KILL"]
          --health-retries 5 --health-interval 1s | Healthcheck | {"Test":["CMD-SHELL","true"],"Retries":5,"Interval":1000000000}
          --no-healthcheck | Healthcheck | {"Test":["NONE"]}
          --image alpine | Image | alpine:latest
          --stop-signal SIGINT | StopSignal | SIGINT
          --secret-add s | Secrets | [{"File":{"Name":"s","UID":"0","GID":"0","Mode":292},"SecretName":"s","SecretID":"sid"}]
          --config-add source=c,target=/c | Configs | [{"File":{"Name":"/c","UID":"0","GID":"0","Mode":292},"ConfigName":"c","ConfigID":"cid"}]
          --credential-spec config://c | Privileges | {"CredentialSpec":{"Config":"cid"}}
          --oom-score-adj 5 | OomScoreAdj | 5
          --device-rm /dev/x | Devices | []
          --device-add /dev/c:r | Devices | [{"PathOnHost":"/dev/x"},{"PathOnHost":"/dev/c","PathInContainer":"/dev/c","CgroupPermissions":"r"}]
          --privileged=false | Privileged | false
          --gpus none | Gpus | 0
          """)
  void updatesChangeTheContainer(String flags, String field, String value) throws IOException {
    JsonObject container = updated(flags).object("TaskTemplate").object("ContainerSpec");
    assertThat(String.valueOf(json(container.get(field)))).isEqualTo(value);
    assertThat(container.object("ToBeInvented").number("x")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          --limit-cpu 2 --reserve-memory 1m | Resources | {"Limits":{"MemoryBytes":5,"NanoCPUs":2000000000},"Reservations":{"MemoryBytes":1048576}}
          --generic-resource-add gpu=1 | Resources | {"Limits":{"MemoryBytes":5},"Reservations":{"GenericResources":[{"DiscreteResourceSpec":{"Kind":"gpu","Value":1}}]}}
          --constraint-add node.labels.a==b --constraint-rm node.role==worker --placement-pref-rm spread=node.labels.z | Placement | {"Constraints":["node.labels.a==b"]}
          --network-add b | Networks | [{"Target":"id-a"},{"Target":"id-b"}]
          --network-rm a --network-add name=b,alias=x | Networks | [{"Target":"id-b","Aliases":["x"]}]
          --force | ForceUpdate | 3
          --restart-condition none | RestartPolicy | {"Condition":"none","MaxAttempts":0}
          --restart-delay 2s | RestartPolicy | {"Condition":"any","MaxAttempts":0,"Delay":2000000000}
          --log-driver none --log-opt a=b | LogDriver | {"Name":"none","Options":{"a":"b"}}
          """)
  void updatesChangeTheTask(String flags, String field, String value) throws IOException {
    assertThat(String.valueOf(json(updated(flags).object("TaskTemplate").get(field))))
        .isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          --label-add b=2 --label-rm a | Labels | {"b":"2"}
          --replicas 7 | Mode | {"Replicated":{"Replicas":7}}
          --publish-rm 80 --publish-add 90:91/udp | EndpointSpec | {"Mode":"vip","Ports":[{"Protocol":"udp","TargetPort":91,"PublishedPort":90,"PublishMode":"ingress"}]}
          --publish-add 10.0.0.5:8081:81 | EndpointSpec | {"Mode":"vip","Ports":[{"Protocol":"tcp","TargetPort":81,"PublishedPort":8081,"PublishMode":"ingress","HostIp":"10.0.0.5"},{"Protocol":"tcp","TargetPort":80,"PublishedPort":8080,"PublishMode":"ingress"}]}
          --endpoint-mode dnsrr --publish-rm 80 | EndpointSpec | {"Mode":"dnsrr"}
          --update-max-failure-ratio 0.25 | UpdateConfig | {"Parallelism":1,"FailureAction":"pause","Monitor":5000000000,"MaxFailureRatio":0.25,"Order":"stop-first"}
          --rollback-delay 3s | RollbackConfig | {"Parallelism":1,"FailureAction":"pause","Monitor":5000000000,"MaxFailureRatio":0,"Order":"stop-first","Delay":3000000000}
          """)
  void updatesChangeTheService(String flags, String field, String value) throws IOException {
    assertThat(String.valueOf(json(updated(flags).get(field)))).isEqualTo(value);
  }

  private static Object json(@Nullable Object value) {
    return value instanceof List<?> list ? JsonWriter.compact(list) : value == null ? "" : value;
  }

  @Test
  void aManagerReadsEveryFlagOfCreate() throws IOException {
    JsonObject spec =
        sent(
            ("service create -d --no-resolve-image --name w --mode replicated-job --replicas 4"
                    + " --max-concurrent 2 -l a=b --container-label c=d -e X=1 --entrypoint e"
                    + " --group g --dns-option ndots:1 --dns-search s --generic-resource gpu=1"
                    + " --isolation default --memory-swap 1g --memory-swappiness 10"
                    + " --oom-score-adj 5 --health-timeout 1s --health-start-period 1s"
                    + " --health-start-interval 1s --cap-drop all --rollback-order start-first"
                    + " --update-delay 1s --update-monitor 2s --log-driver none -w /w -u 1:2"
                    + " --mount type=tmpfs,target=/t,tmpfs-size=1m -p 80 busybox a -d b")
                .split(" "));
    ServiceSpec read = Json.read(spec.toString(), ServiceSpec.class);
    JsonObject again = (JsonObject) JsonReader.parse(Json.write(read));
    assertThat(again).isEqualTo(spec);
    assertThat(spec.object("TaskTemplate").object("ContainerSpec").texts("Args"))
        .containsExactly("a", "-d", "b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          service create --mode global --replicas 2 x | --replicas can only be used with replicated or replicated-job mode
          service create --mode replicated --max-concurrent 2 x | --max-concurrent can only be used with replicated-job mode
          service create --mode some x | invalid argument "some" for "--mode": it is replicated, global, replicated-job or global-job
          service create --no-healthcheck --health-cmd true x | --no-healthcheck excludes the --health-* flags
          service create --limit-memory lots x | invalid argument "lots" for "--limit-memory": must be a size such as 512k, 64m or 2g
          service create --restart-delay 5 --restart-window 1s x | invalid argument "5" for "--restart-delay": '5' is not a duration such as 10s, 1m30s or 300ms
          service update --rollback --image x web | other flags may not be combined with --rollback
          service scale web | 'web' is not SERVICE=REPLICAS, such as web=3
          service scale web=many | 'web=many': the number of replicas must be a whole number
          network create --gateway 10.0.0.1 n | invalid argument "10.0.0.1" for "--gateway": no --subnet holds it
          """)
  void contradictionsAreUsageErrors(String line, String message) {
    Ran ran = Ran.alone(line.split(" "));
    assertThat(ran.err()).isEqualTo("jswarm: " + message + "\n");
    assertThat(ran.code()).isEqualTo(125);
  }
}
