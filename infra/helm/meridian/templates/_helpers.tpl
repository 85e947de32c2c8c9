{{- define "meridian.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* A StatefulSet's pods add "-0" and a hash to it in labels. */}}
{{- define "meridian.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else if contains (include "meridian.name" .) .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "meridian.name" .) | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "meridian.selector" -}}
app.kubernetes.io/name: {{ include "meridian.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: controller
{{- end -}}

{{- define "meridian.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: meridian
{{- end -}}

{{- define "meridian.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "meridian.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "meridian.regionsConfigMap" -}}
{{- default (printf "%s-regions" (include "meridian.fullname" .)) .Values.regions.existingConfigMap -}}
{{- end -}}

{{- define "meridian.clustersConfigMap" -}}
{{- if .Values.clusters.existingConfigMap -}}
{{- .Values.clusters.existingConfigMap -}}
{{- else if or .Values.clusters.thisCluster.enabled .Values.clusters.more -}}
{{- include "meridian.fullname" . }}-clusters
{{- end -}}
{{- end -}}

{{/* Accounts of this cluster: as they are given, or the agents and edges of the regions. */}}
{{- define "meridian.accounts" -}}
{{- $this := .Values.clusters.thisCluster -}}
{{- if $this.accounts -}}
{{- toYaml $this.accounts -}}
{{- else -}}
{{- if .Values.regions.existingConfigMap -}}
{{- fail "regions.existingConfigMap hides the regions' names from the chart: list the agents and edges in clusters.thisCluster.accounts" -}}
{{- end -}}
{{- range .Values.regions.list }}
- namespace: {{ $this.agent.namespace | replace "{region}" .name }}
  name: {{ $this.agent.serviceAccount | replace "{region}" .name }}
  role: agent
  region: {{ .name }}
{{- if $this.edge.enabled }}
- namespace: {{ $this.edge.namespace | replace "{region}" .name }}
  name: {{ $this.edge.serviceAccount | replace "{region}" .name }}
  role: edge
  region: {{ .name }}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* A value as it was written: numbers of a file are floating-point, and printed as such from a million on they would have an exponent. */}}
{{- define "meridian.text" -}}
{{- if kindIs "string" . }}{{ . }}{{ else }}{{ toJson . }}{{ end -}}
{{- end -}}

{{/* Keys and tokens belong in Secrets: an environment that holds one in clear is refused. */}}
{{- define "meridian.env" -}}
{{- range $name, $value := .Values.env }}
{{- if or (hasSuffix "_KEY" $name) (hasSuffix "_TOKEN" $name) (hasSuffix "_PASSWORD" $name) }}
{{- fail (printf "env.%s would stand in the pod in clear" $name) }}
{{- end }}
- {name: {{ $name }}, value: {{ include "meridian.text" $value | quote }}}
{{- end }}
{{- end -}}

{{/* A probe of a server that speaks TLS; the kubelet has no certificate to show. */}}
{{- define "meridian.probe" -}}
{{- $probe := deepCopy .probe -}}
{{- if and .tls.secretName $probe.httpGet -}}
{{- if eq .tls.clientAuth "need" -}}
{{- $_ := set $probe "tcpSocket" (dict "port" $probe.httpGet.port) -}}
{{- $_ := unset $probe "httpGet" -}}
{{- else -}}
{{- $_ := set $probe.httpGet "scheme" "HTTPS" -}}
{{- end -}}
{{- end -}}
{{- toYaml $probe -}}
{{- end -}}

{{- define "meridian.tls" -}}
{{- if .Values.tls.secretName -}}
- --server.ssl.bundle=controller
- --spring.ssl.bundle.pem.controller.keystore.certificate=/etc/meridian/tls/tls.crt
- --spring.ssl.bundle.pem.controller.keystore.private-key=/etc/meridian/tls/tls.key
- --spring.ssl.bundle.pem.controller.reload-on-update=true
{{- if ne .Values.tls.clientAuth "none" }}
- --server.ssl.client-auth={{ .Values.tls.clientAuth }}
- --spring.ssl.bundle.pem.controller.truststore.certificate=/etc/meridian/tls/ca.crt
{{- end }}
{{- else if ne .Values.tls.clientAuth "none" -}}
{{- fail "tls.clientAuth asks for certificates, and tls.secretName does not name a Secret" }}
{{- end -}}
{{- end -}}

{{- define "meridian.settings" -}}
{{- range $name, $value := .Values.settings }}
{{- if has $name (list "regions-file" "data-dir" "tokens-file" "clusters-file") }}
{{- fail (printf "settings.%s is the chart's own: see regions, persistence, tokens and clusters" $name) }}
{{- end }}
- {{ printf "--meridian.controller.%s=%s" $name (include "meridian.text" $value) | quote }}
{{- end }}
{{ include "meridian.tls" . }}
{{- end -}}
