package io.jswarm.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.codec.Json;
import io.jswarm.api.model.InitRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkSettingsTest {
  private static final List<Addresses.Local> LOCALS =
      List.of(new Addresses.Local("eth0", "100.65.0.7", false));

  private static NetworkSettings of(String json, List<Addresses.Local> locals)
      throws NodeException {
    return NetworkSettings.of(Json.read(json, InitRequest.class), locals);
  }

  @Test
  void takesDockersDefaults() throws NodeException {
    assertThat(of("{}", List.of()))
        .isEqualTo(new NetworkSettings(List.of("10.0.0.0/8"), 24, 4789, "100.64.0.0/10"));
  }

  @Test
  void takesWhatIsAskedFor() throws NodeException {
    String asked =
        """
        {"DataPathPort":7777,"DefaultAddrPool":["10.20.0.0/16","10.30.0.0/16"],"SubnetSize":26,
         "FabricPool":"172.30.0.0/16"}
        """;
    assertThat(of(asked, LOCALS))
        .isEqualTo(
            new NetworkSettings(
                List.of("10.20.0.0/16", "10.30.0.0/16"), 26, 7777, "172.30.0.0/16"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"DataPathPort":80} | Datapath port number is not in valid range (1024-49151)
          {"DataPathPort":50000} | Datapath port number is not in valid range (1024-49151)
          {"DefaultAddrPool":["10.0.0.0"]} | invalid base pool 10.0.0.0: it is a range such as 10.0.0.0/8
          {"DefaultAddrPool":["10.0.0.0/25"]} | invalid CIDR: "10.0.0.0/25". Subnet size is too small for pool: 24
          {"DefaultAddrPool":["10.0.0.0/8","10.1.0.0/16"]} | address pools 10.0.0.0/8 and 10.1.0.0/16 overlap
          {"SubnetSize":30} | subnet size is out of range: 30; it must be 1 to 29
          {"FabricPool":"10.0.0.0/12"} | fabric pool 10.0.0.0/12 and address pool 10.0.0.0/8 overlap; choose another with --fabric-pool
          {"FabricPool":"172.30.0.0/24"} | fabric pool 172.30.0.0/24 is too small: every node needs a /24 of it; give a /20 or larger
          {} | fabric pool 100.64.0.0/10 holds the address 100.65.0.7 of this machine; choose another with --fabric-pool
          """)
  void refusesWhatCannotWork(String json, String sentence) {
    assertThatThrownBy(() -> of(json, LOCALS))
        .isInstanceOf(NodeException.class)
        .hasMessage(sentence);
  }
}
