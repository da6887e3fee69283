package io.jswarm.overlaynet.ipam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {
  @Test
  void readsAndWritesWhatPeopleWrite() {
    assertThat(Prefix4.valueOf("10.1.2.3/24")).hasToString("10.1.2.0/24");
    assertThat(Prefix4.valueOf("255.255.255.255/32")).hasToString("255.255.255.255/32");
    assertThat(Prefix4.valueOf("0.0.0.0/0").size()).isEqualTo(1L << 32);
    assertThat(Prefix4.addressOf("10.1.2.3/24").map(Prefix4::format)).contains("10.1.2.3");
    assertThat(Prefix6.parse("fd00:0:0:1::/64")).map(Prefix6::toString).contains("fd00:0:0:1::/64");
    assertThat(Prefix6.parse("fd00::/64").map(six -> six.at(0x1_0005))).contains("fd00::1:5");
    assertThat(Prefix6.parse("::/0").map(six -> six.at(1))).contains("::1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "10.0.0.0",
        "10.0.0/24",
        "10.0.0.0/33",
        "10.0.0.256/24",
        "10.0.0.0.0/8",
        "10.0.0.0/-1",
        "10..0.0/8",
        "1000.0.0.0/8",
        "x",
        "fd00::/64",
        "10.0.0.0/2x"
      })
  void turnsAwayWhatIsNoPrefix(String text) {
    assertThat(Prefix4.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fd00::", "fd00::/129", "10.0.0.0/8", "fd00::%eth0/64", "fd00:::/64"})
  void turnsAwayWhatIsNoPrefixOfIpv6(String text) {
    assertThat(Prefix6.parse(text)).isEmpty();
  }

  @Test
  void halvesMakeUpTheWhole() {
    Prefix4 whole = Prefix4.valueOf("10.0.0.0/23");
    assertThat(whole.lower()).hasToString("10.0.0.0/24");
    assertThat(whole.upper()).hasToString("10.0.1.0/24");
    assertThat(whole.upper().buddy()).isEqualTo(whole.lower());
    assertThat(whole.upper().parent()).isEqualTo(whole);
    assertThat(whole.overlaps(Prefix4.valueOf("10.0.1.255/32"))).isTrue();
    assertThat(whole.overlaps(Prefix4.valueOf("10.0.2.0/24"))).isFalse();
  }

  @Test
  void aChosenSubnetLeavesOutWhatIsTaken() {
    List<Prefix4> pools = List.of(Prefix4.valueOf("10.0.0.0/22"), Prefix4.valueOf("10.9.0.0/24"));
    Set<Prefix4> taken = Set.of(Prefix4.valueOf("10.0.0.0/24"), Prefix4.valueOf("10.0.1.7/32"));
    assertThat(chosen(pools, taken)).contains("10.0.2.0/24");
    assertThat(chosen(pools, Set.of(Prefix4.valueOf("10.0.0.0/16")))).contains("10.9.0.0/24");
    assertThat(chosen(pools, Set.of(Prefix4.valueOf("10.0.0.0/8")))).isEmpty();
  }

  private static Optional<String> chosen(List<Prefix4> pools, Set<Prefix4> taken) {
    return SubnetChoice.first(pools, 24, taken).map(Prefix4::toString);
  }

  @Test
  void anAddressHasTheSamePlaceInBothFamilies() {
    AddressPlan plan =
        Plans.of(
            Plans.subnet("10.0.0.0/24"), Plans.subnet("10.0.5.0/25"), Plans.subnet("fd00:1::/64"));
    assertThat(addresses(plan, "10.0.0.5")).containsExactly("10.0.0.5/24", "fd00:1::5/64");
    assertThat(addresses(plan, "10.0.5.5")).containsExactly("10.0.5.5/25", "fd00:1::105/64");
    assertThat(plan.sixOf(Prefix4.valueOf("10.0.0.16/28"))).contains("fd00:1::10/124");
    assertThat(Plans.of(Plans.subnet("10.0.0.0/24")).sixOf(1)).isEmpty();
  }

  private static List<String> addresses(AddressPlan plan, String address) {
    return plan.addresses(Prefix4.address(address).orElseThrow());
  }

  @Test
  void whatIsReservedIsNobodys() {
    AddressPlan plan =
        Plans.of(
            new io.jswarm.api.model.IpamConfig(
                "10.0.0.0/24", "10.0.0.64/26", "10.0.0.65", Map.of("printer", "10.0.0.70")));
    assertThat(plan.size()).isEqualTo(64 - 2);
    assertThat(Plans.of(Plans.subnet("10.0.0.0/24")).size()).isEqualTo(256 - 3);
  }
}
