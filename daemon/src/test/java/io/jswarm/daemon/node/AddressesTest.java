package io.jswarm.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.daemon.node.Addresses.Chosen;
import io.jswarm.daemon.node.Addresses.Local;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressesTest {
  private static final Local LOOPBACK = new Local("lo", "127.0.0.1", true);
  private static final Local ETH0 = new Local("eth0", "10.0.0.1", false);
  private static final Local ETH0_V6 = new Local("eth0", "fd00::1", false);
  private static final Local ETH1 = new Local("eth1", "192.168.7.1", false);
  private static final List<Local> ONE = List.of(LOOPBACK, ETH0, ETH0_V6);
  private static final List<Local> TWO = List.of(LOOPBACK, ETH0, ETH1);

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0:2377, '', '', 0.0.0.0:2377, 10.0.0.1:2377, 10.0.0.1",
    "0.0.0.0, '', '', 0.0.0.0:2377, 10.0.0.1:2377, 10.0.0.1",
    "0.0.0.0:2400, '', '', 0.0.0.0:2400, 10.0.0.1:2400, 10.0.0.1",
    "0.0.0.0:2377, eth0, '', 0.0.0.0:2377, 10.0.0.1:2377, 10.0.0.1",
    "0.0.0.0:2377, eth0:3000, '', 0.0.0.0:2377, 10.0.0.1:3000, 10.0.0.1",
    "0.0.0.0:2377, 203.0.113.9, '', 0.0.0.0:2377, 203.0.113.9:2377, 203.0.113.9",
    "eth0:2377, '', '', 10.0.0.1:2377, 10.0.0.1:2377, 10.0.0.1",
    "0.0.0.0:2377, 10.0.0.1, 10.9.9.9, 0.0.0.0:2377, 10.0.0.1:2377, 10.9.9.9",
    "'[::]:2377', fd00::1, '', '[::]:2377', '[fd00::1]:2377', fd00::1",
  })
  void choosesAsSwarmDoes(
      String listen,
      String advertise,
      String dataPath,
      String listens,
      String advertises,
      String data)
      throws NodeException {
    assertThat(Addresses.choose(listen, advertise, dataPath, ONE))
        .isEqualTo(new Chosen(listens, advertises, data));
  }

  @Test
  void asksWhichAddressWhenThereAreSeveral() {
    assertThatThrownBy(() -> Addresses.choose("0.0.0.0:2377", "", "", TWO))
        .hasMessageContaining("could not choose an IP address to advertise")
        .hasMessageContaining("10.0.0.1 on eth0")
        .hasMessageContaining("--advertise-addr");
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', '', invalid empty address",
    "0.0.0.0:2377, nope0, '', advertise address must be a non-zero IP address",
    "0.0.0.0:2377, 0.0.0.0, '', advertise address must be a non-zero IP address",
    "0.0.0.0:99999, '', '', invalid port",
    "nope0:2377, '', '', listen address must be an IP address or network interface",
    "0.0.0.0:2377, 10.0.0.1, nope0, data path address must be a non-zero IP",
  })
  void refusesWhatIsNoAddress(String listen, String advertise, String dataPath, String sentence) {
    assertThatThrownBy(() -> Addresses.choose(listen, advertise, dataPath, ONE))
        .isInstanceOf(NodeException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void refusesAMachineWithLoopbackOnly() {
    assertThatThrownBy(() -> Addresses.choose("0.0.0.0:2377", "", "", List.of(LOOPBACK)))
        .hasMessageContaining("could not find the system's IP address");
  }
}
