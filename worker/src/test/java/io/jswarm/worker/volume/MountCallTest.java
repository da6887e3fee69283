package io.jswarm.worker.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class MountCallTest {
  private static MountCall call(String type, String device, String options) {
    return MountCall.of(Map.of("type", type, "device", device, "o", options)).orElseThrow();
  }

  @Test
  void aVolumeWithoutOptionsIsNotMounted() {
    assertThat(MountCall.of(Map.of())).isEmpty();
  }

  @Test
  void flagsOfMount8BecomeTheKernelsAndTheRestIsTheFileSystems() {
    MountCall call = call("tmpfs", "tmpfs", "size=10m,nosuid,ro,uid=7,noexec,exec");

    assertThat(call.flags()).isEqualTo(1 | 2);
    assertThat(call.data()).isEqualTo("size=10m,uid=7");
    assertThat(call.binds()).isFalse();
  }

  @Test
  void bindsAndTheirPropagationAreKnown() {
    MountCall call = call("none", "/srv", "rbind,rslave");

    assertThat(call.binds()).isTrue();
    assertThat(call.flags()).isEqualTo(4096 | 16384);
    assertThat(call.propagation()).isEqualTo(524288 | 16384);
    assertThat(call.data()).isEmpty();
  }

  @Test
  void theServerOfAnNfsVolumeIsInItsOptionsOrItsDevice() {
    assertThat(call("nfs", ":/export", "addr=files.example,rw,nfsvers=4").server())
        .contains("files.example");
    assertThat(call("nfs4", "files:/export", "").server()).contains("files");
    assertThat(call("nfs", "[fd00::1]:/export", "soft").server()).contains("[fd00::1]");
    assertThat(call("ext4", "/dev/x:/y", "").server()).isEmpty();
    assertThat(call("nfs", ":/export", "addr=files,soft").withAddress("10.0.0.1").data())
        .isEqualTo("soft,addr=10.0.0.1");
  }

  @Test
  void whatDockersDriverRefusesIsRefusedInItsWords() {
    refused(Map.of("color", "red"), "invalid option: \"color\"");
    refused(Map.of("size", "1g"), "quota size requested but no quota support");
    refused(Map.of("o", "bind"), "missing required option: \"device\"");
    refused(Map.of("device", "/x"), "missing required option: \"type\"");
    refused(Map.of("device", "/x", "type", "none", "o", "remount"), "invalid option: \"remount\"");
  }

  private static void refused(Map<String, String> options, String sentence) {
    assertThatThrownBy(() -> MountCall.of(options))
        .isInstanceOf(VolumeException.Invalid.class)
        .hasMessage(sentence);
  }
}
