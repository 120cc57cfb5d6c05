package io.mos.core.fleet;

import java.util.List;
import java.util.Optional;

/**
 * All sites at one moment, immutable; readers keep it as long as they like.
 *
 * @param version grows with every change of any site
 */
public record FleetView(long version, List<SiteView> sites) {

    public static final FleetView EMPTY = new FleetView(0, List.of());

    public FleetView {
        sites = List.copyOf(sites);
    }

    public Optional<SiteView> site(String name) {
        return sites.stream().filter(view -> view.site().equals(name)).findFirst();
    }
}
