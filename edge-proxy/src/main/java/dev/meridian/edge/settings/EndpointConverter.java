package dev.meridian.edge.settings;

import dev.meridian.routing.region.Endpoint;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.core.convert.converter.Converter;

/** Reads endpoints in settings; what is empty is none. */
@ConfigurationPropertiesBinding
public final class EndpointConverter implements Converter<String, @Nullable Endpoint> {
    @Override
    public @Nullable Endpoint convert(String source) {
        return source.isBlank() ? null : Endpoint.parse(source);
    }
}
