package dev.meridian.agent.config;

import dev.meridian.routing.region.Endpoint;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.core.convert.converter.Converter;

/** Reads endpoints in settings. */
@ConfigurationPropertiesBinding
public final class EndpointConverter implements Converter<String, Endpoint> {
    @Override
    public Endpoint convert(String source) {
        return Endpoint.parse(source);
    }
}
