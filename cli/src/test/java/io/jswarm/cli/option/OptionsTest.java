package io.jswarm.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          source=v,target=/v | {"Type":"volume","Source":"v","Target":"/v"}
          type=bind,src=/a,dst=/b,ro | {"Type":"bind","Source":"/a","Target":"/b","ReadOnly":true}
          type=bind,src=/a,dst=/b,readonly=false | {"Type":"bind","Source":"/a","Target":"/b"}
          type=bind,src=/a,dst=/b,bind-propagation=rslave,bind-recursive=disabled | {"Type":"bind","Source":"/a","Target":"/b","BindOptions":{"Propagation":"rslave","NonRecursive":true}}
          type=tmpfs,dst=/t,tmpfs-size=1m,tmpfs-mode=1770 | {"Type":"tmpfs","Target":"/t","TmpfsOptions":{"SizeBytes":1048576,"Mode":1016}}
          src=v,dst=/v,volume-nocopy,volume-driver=d,volume-opt=a=b,volume-label=l=1 | {"Type":"volume","Source":"v","Target":"/v","VolumeOptions":{"NoCopy":true,"DriverConfig":{"Name":"d","Options":{"a":"b"}},"Labels":{"l":"1"}}}
          """)
  void mountsBecomeTheApisMounts(String text, String json) {
    assertThat(MountOption.parse(text).toString()).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type=bind,volume-nocopy,dst=/b | options of volume mounts do not fit a mount of type bind
          target | field 'target' must be KEY=VALUE
          colour=red | unknown mount option 'colour'
          target= | field 'target' has an empty value
          readonly=maybe,dst=/x | readonly is true or false, not maybe
          """)
  void wrongMountsAreExplained(String text, String message) {
    assertThatThrownBy(() -> MountOption.parse(text)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          80 | [{"Protocol":"tcp","TargetPort":80,"PublishMode":"ingress"}]
          8080:80/udp | [{"Protocol":"udp","TargetPort":80,"PublishedPort":8080,"PublishMode":"ingress"}]
          target=80,mode=host | [{"Protocol":"tcp","TargetPort":80,"PublishMode":"host"}]
          80-81:90-91 | [{"Protocol":"tcp","TargetPort":90,"PublishedPort":80,"PublishMode":"ingress"}, {"Protocol":"tcp","TargetPort":91,"PublishedPort":81,"PublishMode":"ingress"}]
          10.0.0.5:8080:80 | [{"Protocol":"tcp","TargetPort":80,"PublishedPort":8080,"PublishMode":"ingress","HostIp":"10.0.0.5"}]
          127.0.0.1::80/udp | [{"Protocol":"udp","TargetPort":80,"PublishMode":"ingress","HostIp":"127.0.0.1"}]
          [fd00::5]:80:80 | [{"Protocol":"tcp","TargetPort":80,"PublishedPort":80,"PublishMode":"ingress","HostIp":"fd00::5"}]
          host_ip=10.0.0.5,published=80,target=80,mode=host | [{"Protocol":"tcp","TargetPort":80,"PublishedPort":80,"PublishMode":"host","HostIp":"10.0.0.5"}]
          80-81:90 | [{"Protocol":"tcp","TargetPort":90,"PublishedPort":80,"PublishMode":"ingress"}, {"Protocol":"tcp","TargetPort":90,"PublishedPort":81,"PublishMode":"ingress"}]
          """)
  void portsBecomeTheApisPorts(String text, String json) {
    assertThat(PortOption.parse(text).toString()).isEqualTo(json);
  }

  @Test
  void wrongPortsAreExplained() {
    assertThatThrownBy(() -> PortOption.parse("localhost:80:80"))
        .hasMessage("'localhost' is not an IP address");
    assertThatThrownBy(() -> PortOption.parse("fd00::5:80:80"))
        .hasMessage("put the address in brackets: [fd00::5]:PUBLISHED:TARGET");
    assertThatThrownBy(() -> PortOption.parse("80-82:90-91")).hasMessageContaining("in length");
    assertThatThrownBy(() -> PortOption.parse("99999:80")).hasMessageContaining("not a port");
    assertThatThrownBy(() -> PortOption.parse("published=80,mode=host"))
        .hasMessage("a port needs target=");
    assertThatThrownBy(() -> PortOption.parse("80/icmp")).hasMessageContaining("tcp, udp or sctp");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          min=2,max=10,cpu=70% | {"Min":2,"Max":10,"CPU":70}
          max=10,min=2,memory=80,cooldown=1m30s | {"Max":10,"Min":2,"Memory":80,"Cooldown":90000000000}
          none | {}
          """)
  void autoscalingBecomesAMemberOfTheMode(String text, String json) {
    assertThat(AutoscaleOption.parse(text).toString()).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          min=2,max=10 | cpu= or memory= is needed, how much a task should use in percent, such as cpu=70%
          min=2,cpu=70% | min= and max= are needed
          min=two,max=10,cpu=70% | min must be a whole number
          min=2,max=10,cpu=70%,rps=5 | unknown field 'rps': it is min, max, cpu, memory, cooldown, or just none
          """)
  void wrongAutoscalingIsExplained(String text, String message) {
    assertThatThrownBy(() -> AutoscaleOption.parse(text)).hasMessage(message);
  }

  @Test
  void secretsDefaultToTheirName() {
    assertThat(FileReferenceOption.secret("s").toString())
        .isEqualTo(
            "{\"File\":{\"Name\":\"s\",\"UID\":\"0\",\"GID\":\"0\",\"Mode\":292},\"SecretName\":\"s\"}");
    assertThat(FileReferenceOption.config("source=c,target=/etc/c,uid=5,mode=0o440").toString())
        .isEqualTo(
            "{\"File\":{\"Name\":\"/etc/c\",\"UID\":\"5\",\"GID\":\"0\",\"Mode\":288},\"ConfigName\":\"c\"}");
    assertThatThrownBy(() -> FileReferenceOption.secret("target=x"))
        .hasMessage("source= is missing");
  }

  @Test
  void networksMayHaveAliases() {
    assertThat(NetworkOption.parse("name=Net,alias=a,alias=b,driver-opt=k=v").toString())
        .isEqualTo("{\"Target\":\"Net\",\"DriverOpts\":{\"k\":\"v\"},\"Aliases\":[\"a\",\"b\"]}");
    assertThatThrownBy(() -> NetworkOption.parse("name=n,ip=1.2.3.4"))
        .hasMessage("'ip' does not apply to a service");
  }

  @ParameterizedTest
  @CsvSource({
    "64m, 67108864",
    "1g, 1073741824",
    "0.5k, 512",
    "10, 10",
    "2GiB, 2147483648",
    "-1, -1"
  })
  void sizesAreBinary(String text, long bytes) {
    assertThat(Amounts.bytes(text)).isEqualTo(bytes);
  }

  @Test
  void amountsAreChecked() {
    assertThat(Amounts.nanoCpus("0.5")).isEqualTo(500_000_000L);
    assertThatThrownBy(() -> Amounts.nanoCpus("0.0000000001")).hasMessageContaining("nine");
    assertThatThrownBy(() -> Amounts.bytes("5x")).hasMessageContaining("64m");
    assertThatThrownBy(() -> Amounts.ratio("1.5")).hasMessageContaining("between 0 and 1");
    assertThatThrownBy(() -> Amounts.count("-1")).hasMessage("must be 0 or more");
  }

  @Test
  void smallContainerOptions() {
    assertThat(ContainerOptions.ulimit("nproc=5").toString())
        .isEqualTo("{\"Name\":\"nproc\",\"Hard\":5,\"Soft\":5}");
    assertThatThrownBy(() -> ContainerOptions.ulimit("nofile=9:5"))
        .hasMessage("the soft limit is above the hard limit");
    assertThat(ContainerOptions.extraHost("h:::1")).isEqualTo("::1 h");
    assertThat(ContainerOptions.extraHost("h=[::1]")).isEqualTo("::1 h");
    assertThat(ContainerOptions.capabilities(List.of("net_admin", "CAP_CHOWN", "all")))
        .containsExactly("ALL", "CAP_CHOWN", "CAP_NET_ADMIN");
    assertThat(ContainerOptions.genericResource("gpu=2").toString())
        .isEqualTo("{\"DiscreteResourceSpec\":{\"Kind\":\"gpu\",\"Value\":2}}");
    assertThatThrownBy(() -> ContainerOptions.genericResource("gpu=a"))
        .hasMessage("a generic resource is KIND=NUMBER");
    assertThatThrownBy(() -> ContainerOptions.preference("pack=x"))
        .hasMessageStartingWith("a placement preference is spread=LABEL");
    assertThatThrownBy(() -> ContainerOptions.credentialSpec("http://x"))
        .hasMessageContaining("config://");
  }

  @Test
  void commandLinesAreSplitAsAShellDoes() {
    assertThat(ShellWords.split("sh -c 'echo  \"a\"' b\\ c \"d \\\" e\" ''"))
        .containsExactly("sh", "-c", "echo  \"a\"", "b c", "d \" e", "");
    assertThatThrownBy(() -> ShellWords.split("'open")).hasMessage("a quote is not closed");
  }

  @Test
  void imagesGetATag() {
    assertThat(ImageName.tagged("busybox")).isEqualTo("busybox:latest");
    assertThat(ImageName.tagged("docker.io/library/busybox:1")).isEqualTo("busybox:1");
    assertThat(ImageName.tagged("r:5000/a/b")).isEqualTo("r:5000/a/b:latest");
    assertThat(ImageName.tagged("a@sha256:" + "0".repeat(64)))
        .isEqualTo("a@sha256:" + "0".repeat(64));
    assertThat(ImageName.tagged("0".repeat(64))).isEqualTo("0".repeat(64));
    assertThat(ImageName.registry("r:5000/a")).isEqualTo("r:5000");
    assertThat(ImageName.registry("a/b")).isEqualTo("docker.io");
  }

  @Test
  void theLastOfTwoVariablesWins() {
    assertThat(EnvironmentOption.merge(List.of("A=1", "B=2", "A=3", "B=2")))
        .containsExactly("B=2", "A=3");
    assertThat(EnvironmentOption.variable("NO_SUCH_VARIABLE_HERE"))
        .isEqualTo("NO_SUCH_VARIABLE_HERE");
  }

  @Test
  void blocksOfAddresses() {
    assertThat(Prefix.parse("10.0.0.0/8").contains(Prefix.parse("10.77.0.1"))).isTrue();
    assertThat(Prefix.parse("10.0.0.0/8").contains(Prefix.parse("11.0.0.0/16"))).isFalse();
    assertThat(Prefix.parse("fd00::/8").contains(Prefix.parse("10.0.0.1"))).isFalse();
    assertThatThrownBy(() -> Prefix.parse("10.0.0.0/33")).hasMessageContaining("not a subnet");
    assertThatThrownBy(() -> IpAddress.parse("localhost")).hasMessageContaining("not an IP");
  }

  @Test
  void filtersBecomeTheApisSets() {
    assertThat(Filters.parse(List.of("name=a", "name=b", "mode=global")).json())
        .isEqualTo("{\"name\":{\"a\":true,\"b\":true},\"mode\":{\"global\":true}}");
    assertThatThrownBy(() -> Filters.parse(List.of("name"))).hasMessageContaining("KEY=VALUE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /dev/a | {"PathOnHost":"/dev/a","PathInContainer":"/dev/a","CgroupPermissions":"rwm"}
          /dev/a:/dev/b | {"PathOnHost":"/dev/a","PathInContainer":"/dev/b","CgroupPermissions":"rwm"}
          /dev/a:r | {"PathOnHost":"/dev/a","PathInContainer":"/dev/a","CgroupPermissions":"r"}
          /dev/a:/dev/b:rw | {"PathOnHost":"/dev/a","PathInContainer":"/dev/b","CgroupPermissions":"rw"}
          """)
  void devicesAreSaidAsToDockerRun(String text, String json) {
    assertThat(DeviceOption.parse(text).toString()).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource({"2,2", "all,-1", "none,0", "count=3,3"})
  void gpusAreANumberOrAll(String text, long number) {
    assertThat(DeviceOption.gpus(text)).isEqualTo(number);
    assertThatThrownBy(() -> DeviceOption.gpus("device=0"))
        .hasMessageContaining("which ones, the swarm decides");
    assertThatThrownBy(() -> DeviceOption.parse("a:b")).hasMessageContaining("a device is /dev/x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none | {}
          privileged | {"Privileged":true}
          gpus,device=/dev/a,device=/dev/b* | {"Gpus":true,"Devices":["/dev/a","/dev/b*"]}
          """)
  void aWorkloadPolicyIsSaidWhole(String text, String json) {
    assertThat(WorkloadPolicyOption.parse(text).toString()).isEqualTo(json);
    assertThat(WorkloadPolicyOption.text(WorkloadPolicyOption.parse(text))).isEqualTo(text);
    assertThatThrownBy(() -> WorkloadPolicyOption.parse("root"))
        .hasMessageContaining("a policy is none, or of privileged");
  }
}
