package io.jswarm.worker.engine.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.worker.Rootless;
import io.jswarm.worker.device.CdiSpecs;
import io.jswarm.worker.engine.ContainerPlan;
import io.jswarm.worker.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices of this machine in real containers. */
final class OciDevicesTest {
  private static final String CDI =
      """
      {"cdiVersion":"0.6.0","kind":"nvidia.com/gpu",
       "devices":[
         {"name":"GPU-a","containerEdits":{"deviceNodes":[{"path":"/dev/nvidia0","hostPath":"/dev/full"}]}},
         {"name":"GPU-b","containerEdits":{"deviceNodes":[{"path":"/dev/nvidia1","hostPath":"/dev/zero"}]}}],
       "containerEdits":{
         "env":["DRIVER=fake"],
         "mounts":[{"hostPath":"/proc/version","containerPath":"/opt/driver","options":["ro","rbind"]}]}}\
      """;

  @TempDir Path cdi;
  private Lab lab;

  @BeforeEach
  void open() throws IOException {
    Rootless.skipIfSaid();
    Files.writeString(cdi.resolve("nvidia.json"), CDI);
    lab = Lab.open(new CdiSpecs(List.of(cdi)));
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    lab.closeAndCheck();
  }

  private static ContainerSpec device(String script, String host, String access) {
    return Specs.with(
        Plans.shell(script),
        "Devices",
        List.of(
            Map.of(
                "PathOnHost", host, "PathInContainer", "/dev/far", "CgroupPermissions", access)));
  }

  private static ContainerPlan gpus(int number, String script, String... names) {
    return Plans.plan(number, Plans.shell(script)).withGpus(List.of(names));
  }

  @Test
  void aDeviceIsThereUnderItsPathAndMayBeUsedAsSaid() throws InterruptedException {
    String script = "stat -c %t:%T /dev/far; echo x > /dev/far; head -c 2 /dev/far | wc -c";

    assertThat(lab.run(Plans.plan(1, device(script, "/dev/full", "rw"))))
        .contains("1:7\n", "No space left on device", "2\n");
    assertThat(lab.run(Plans.plan(2, device("echo > /dev/far", "/dev/loop-control", "r"))))
        .contains("Operation not permitted");
    assertThat(lab.run(Plans.plan(3, Plans.shell("mknod /tmp/x c 10 237; echo > /tmp/x"))))
        .contains("Operation not permitted");
  }

  @Test
  void whatIsNoDeviceRejectsTheContainer() {
    assertThatThrownBy(() -> lab.run(Plans.plan(1, device("true", "/dev/none", "rwm"))))
        .isInstanceOf(EngineException.Rejected.class)
        .hasMessageContaining("custom device \"/dev/none\": no such file or directory");
    assertThatThrownBy(() -> lab.run(Plans.plan(2, device("true", "/etc/passwd", "rwm"))))
        .isInstanceOf(EngineException.Rejected.class)
        .hasMessageContaining("\"/etc/passwd\": not a device node");
  }

  @Test
  void aPrivilegedContainerMountsWritesToTheKernelAndHasAllDevices() throws InterruptedException {
    String script =
        "mkdir /m; mount -t tmpfs none /m && echo mounted; stat -c %t:%T /dev/loop-control;"
            + " echo covered $(grep -c ' /proc/' /proc/self/mounts);"
            + " echo locked $(grep -c ' /sys sysfs ro' /proc/self/mounts);"
            + " grep Seccomp: /proc/self/status";

    assertThat(lab.run(Plans.plan(1, Specs.with(Plans.shell(script), "Privileged", true))).lines())
        .containsExactly("mounted", "a:ed", "covered 0", "locked 0", "Seccomp:\t0");
    assertThat(lab.run(Plans.plan(2, Plans.shell("mkdir /m; mount -t tmpfs none /m"))))
        .contains("permission denied");
  }

  @Test
  void aContainerHasTheGpusItWasGivenAndWhatTheyNeed() throws InterruptedException {
    String script =
        "stat -c %t:%T /dev/nvidia1; ls /dev/nvidia0; echo $DRIVER; head -c 5 /opt/driver";

    assertThat(lab.run(gpus(1, script, "GPU-b")))
        .contains("1:5\n", "/dev/nvidia0: No such file", "fake\nLinux");
    assertThat(lab.run(gpus(2, "ls /dev | grep nvidia", "all"))).isEqualTo("nvidia0\nnvidia1\n");
    assertThatThrownBy(() -> lab.run(gpus(3, "true", "GPU-c")))
        .isInstanceOf(EngineException.Rejected.class)
        .hasMessageContaining("no GPU \"GPU-c\": its CDI files know GPU-a, GPU-b;");
  }
}
