{{- define "ai-proxy.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "ai-proxy.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 55 | trimSuffix "-" -}}
{{- else if contains (include "ai-proxy.name" .) .Release.Name -}}
{{- .Release.Name | trunc 55 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "ai-proxy.name" .) | trunc 55 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "ai-proxy.region" -}}
{{- if .Values.region -}}
{{- .Values.region -}}
{{- else if hasPrefix "ai-proxy-" .Release.Name -}}
{{- trimPrefix "ai-proxy-" .Release.Name -}}
{{- else -}}
local
{{- end -}}
{{- end -}}

{{/* What the Service and the NetworkPolicies go by; app is what people's own selectors and Prometheus go by. */}}
{{- define "ai-proxy.selector" -}}
app: ai-proxy
app.kubernetes.io/name: {{ include "ai-proxy.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "ai-proxy.agentSelector" -}}
app.kubernetes.io/name: region-agent
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "ai-proxy.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: meridian
{{- end -}}

{{- define "ai-proxy.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "ai-proxy.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "ai-proxy.agentServiceAccount" -}}
{{- if .Values.agent.serviceAccount.create -}}
{{- default (printf "%s-agent" (include "ai-proxy.fullname" .)) .Values.agent.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.agent.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* What the controller is shown where no Secret holds a token: the service account's own, which the kubelet replaces in time. */}}
{{- define "ai-proxy.controllerToken" -}}
- name: controller
  {{- if .secret }}
  secret: {secretName: {{ .secret }}, defaultMode: 0440}
  {{- else }}
  projected:
    sources:
      - serviceAccountToken: {path: token, audience: {{ .audience | quote }}, expirationSeconds: 3600}
  {{- end }}
{{- end -}}

{{/* How a program is told of the controller's TLS; prefix is that of its settings. */}}
{{- define "ai-proxy.controllerTlsEnv" -}}
{{- if and (or .controller.caSecretName .controller.certificateSecretName) (not (hasPrefix "https://" .controller.url)) }}
{{- fail "controller.caSecretName and controller.certificateSecretName need a controller.url that begins with https://" }}
{{- end }}
{{- if .controller.caSecretName }}
- {name: {{ .prefix }}_CONTROLLER_CA_FILE, value: /etc/meridian/controller-ca/ca.crt}
{{- end }}
{{- if .controller.certificateSecretName }}
- {name: {{ .prefix }}_CONTROLLER_CERTIFICATE_FILE, value: /etc/meridian/controller-certificate/tls.crt}
- {name: {{ .prefix }}_CONTROLLER_KEY_FILE, value: /etc/meridian/controller-certificate/tls.key}
{{- end }}
{{- end -}}

{{- define "ai-proxy.controllerTlsMounts" -}}
{{- if .caSecretName }}
- {name: controller-ca, mountPath: /etc/meridian/controller-ca, readOnly: true}
{{- end }}
{{- if .certificateSecretName }}
- {name: controller-certificate, mountPath: /etc/meridian/controller-certificate, readOnly: true}
{{- end }}
{{- end -}}

{{- define "ai-proxy.controllerTlsVolumes" -}}
{{- with .caSecretName }}
- name: controller-ca
  secret: {secretName: {{ . }}, defaultMode: 0440, items: [{key: ca.crt, path: ca.crt}]}
{{- end }}
{{- with .certificateSecretName }}
- name: controller-certificate
  secret: {secretName: {{ . }}, defaultMode: 0440}
{{- end }}
{{- end -}}

{{/* A value as it was written: numbers of a file are floating-point, and printed as such from a million on they would have an exponent. */}}
{{- define "ai-proxy.text" -}}
{{- if kindIs "string" . }}{{ . }}{{ else }}{{ toJson . }}{{ end -}}
{{- end -}}

{{- define "ai-proxy.image" -}}
{{- printf "%s:%s" .image.repository (default .chart.AppVersion .image.tag | include "ai-proxy.text") -}}
{{- end -}}

{{/* PodSecurity "restricted". */}}
{{- define "ai-proxy.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "ai-proxy.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{- define "ai-proxy.hasAgent" -}}
{{- if and .Values.agent.enabled .Values.controller.url -}}true{{- end -}}
{{- end -}}

{{/* Keys and tokens belong in Secrets: an environment that holds one in clear is refused. */}}
{{- define "ai-proxy.env" -}}
{{- range $name, $value := .env }}
{{- if or (eq $name "HOLYSHEEP_API_KEY") (hasSuffix "_TOKEN" $name) }}
{{- fail (printf "%s.%s would stand in the pod in clear: put it into a Secret (secret.apiKeySecretName, peerTokenSecretName, controller.*TokenSecretName)" $.path $name) }}
{{- end }}
- {name: {{ $name }}, value: {{ include "ai-proxy.text" $value | quote }}}
{{- end }}
{{- end -}}

{{- define "ai-proxy.fallbackConfigMap" -}}
{{- if .Values.fallbackConfig.existingConfigMap -}}
{{- .Values.fallbackConfig.existingConfigMap -}}
{{- else if .Values.fallbackConfig.content -}}
{{- include "ai-proxy.fullname" . }}-fallback
{{- end -}}
{{- end -}}

{{- define "ai-proxy.retryConfigMap" -}}
{{- if .Values.retryConfig.existingConfigMap -}}
{{- .Values.retryConfig.existingConfigMap -}}
{{- else if .Values.retryConfig.content -}}
{{- include "ai-proxy.fullname" . }}-retry
{{- end -}}
{{- end -}}
