package io.jswarm.worker.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.DeviceMapping;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostDevicesTest {
  @ParameterizedTest
  @CsvSource({"0x103, 1, 3", "0xaed, 10, 237", "0x80fe12, 254, 2066", "0x100000000000, 4096, 0"})
  void aNumberOfADeviceHasTwoHalves(String rdev, long major, long minor) {
    long number = Long.decode(rdev);

    assertThat(HostDevices.major(number)).isEqualTo(major);
    assertThat(HostDevices.minor(number)).isEqualTo(minor);
  }

  @Test
  void aDeviceIsKnownByItsNumbers() {
    assertThat(HostDevices.of(new DeviceMapping("/dev/null", "/dev/nothing", "r")))
        .singleElement()
        .satisfies(node -> {
          assertThat(node.path()).isEqualTo("/dev/nothing");
          assertThat(node.type()).isEqualTo("c");
          assertThat(node.major()).isEqualTo(1);
          assertThat(node.minor()).isEqualTo(3);
          assertThat(node.access()).isEqualTo("r");
        });
  }

  @Test
  void whatACdiFileSaysOfADeviceWins() {
    ContainerEdits.Node node =
        Json.read(
            "{\"path\":\"/dev/x\",\"hostPath\":\"/dev/zero\",\"uid\":7,\"fileMode\":384}",
            ContainerEdits.Node.class);

    assertThat(HostDevices.of(node))
        .isEqualTo(new DeviceNode("/dev/x", "c", 1, 5, 0600, 7, 0, "rwm"));
  }

  @Test
  void allDevicesLeavesOutTheTerminalsOfThisNode() throws IOException {
    assertThat(HostDevices.all())
        .extracting(DeviceNode::path)
        .contains("/dev/null")
        .doesNotContain("/dev/console", "/dev/pts/0", "/dev/fd");
  }
}
