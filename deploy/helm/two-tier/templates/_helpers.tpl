{{- define "two-tier.services" -}}
identity enrollment relationships customers agreements notifications
{{- end -}}

{{- define "two-tier.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}{{ .Release.Name }}{{- else -}}{{ .Release.Name }}-{{ .Chart.Name }}{{- end -}}
{{- end -}}

{{- define "two-tier.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}

{{/* Of a release: (list root) or of one of its apps: (list root app) */}}
{{- define "two-tier.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ $root.Chart.Name }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
{{- if gt (len .) 1 }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}
{{- end -}}

{{- define "two-tier.labels" -}}
{{- $root := index . 0 -}}
{{ include "two-tier.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ $root.Chart.Name }}-{{ $root.Chart.Version }}
{{- end -}}

{{- define "two-tier.env" -}}
{{- $root := index . 0 -}}
{{- $app := index . 1 -}}
{{- $name := include "two-tier.fullname" $root -}}
{{- $env := dict "HOST" "0.0.0.0" "PORT" "3000" "PUBLIC_URL" $root.Values.publicUrl "OPERATOR_TENANT" $root.Values.operatorTenant "TOPIC_PREFIX" $root.Values.kafka.topicPrefix -}}
{{- range splitList " " (include "two-tier.services" $root) -}}
{{- $_ := set $env (printf "%s_URLS" (upper .)) (printf "http://%s-%s:3000" $name .) -}}
{{- end -}}
{{- if eq $app "gateway" -}}
{{- $_ := set $env "MANAGEMENT_PORT" "3009" -}}
{{- $_ := set $env "PORTAL_URLS" (printf "http://%s-portal:3000" $name) -}}
{{- else if eq $app "portal" -}}
{{- $_ := set $env "GATEWAY_URLS" (printf "http://%s-gateway:3000" $name) -}}
{{- $_ := set $env "SESSION_SECRET_FILE" "/run/twotier/session-secret" -}}
{{- $_ := set $env "PORTAL_CLIENT_SECRET_FILE" "/run/twotier/portal-client-secret" -}}
{{- else -}}
{{- $_ := set $env "KAFKA_BROKERS" (join "," $root.Values.kafka.brokers) -}}
{{- $_ := set $env "KEY_SECRET_FILE" "/run/twotier/key-secret" -}}
{{- if has $app (list "enrollment" "relationships" "customers" "agreements") -}}
{{- $_ := set $env "LINK_SECRET_FILE" "/run/twotier/link-secret" -}}
{{- end -}}
{{- if eq $app "identity" -}}
{{- $_ := set $env "CREDENTIAL_SECRET_FILE" "/run/twotier/credential-secret" -}}
{{- $_ := set $env "PORTAL_CLIENT_SECRET_FILE" "/run/twotier/portal-client-secret" -}}
{{- end -}}
{{- if eq $app "notifications" -}}
{{- $_ := set $env "MAILBOX_DIR" "/tmp/mailbox" -}}
{{- end -}}
{{- end -}}
{{- $own := (index $root.Values.apps $app).config | default dict -}}
{{- range $key, $value := merge (dict) $own $root.Values.config $env }}
- name: {{ $key }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- if not (has $app (list "gateway" "portal")) }}
- name: MONGODB_URI
  valueFrom:
    secretKeyRef:
      name: {{ $root.Values.mongodb.secretName }}
      key: {{ $root.Values.mongodb.secretKey }}
{{- end }}
{{- end -}}

{{- define "two-tier.mounts" -}}
{{- $root := index . 0 -}}
{{- $app := index . 1 -}}
- name: tmp
  mountPath: /tmp
{{- if ne $app "gateway" }}
- name: secrets
  mountPath: /run/twotier
  readOnly: true
{{- end }}
{{- if and $root.Values.kafka.secretName (not (has $app (list "gateway" "portal"))) }}
- name: kafka
  mountPath: /run/kafka
  readOnly: true
{{- end }}
{{- end -}}

{{- define "two-tier.volumes" -}}
{{- $root := index . 0 -}}
{{- $app := index . 1 -}}
- name: tmp
  emptyDir: {}
{{- if ne $app "gateway" }}
- name: secrets
  secret:
    secretName: {{ index $root.Values.secrets $app }}
    defaultMode: 0440
{{- end }}
{{- if and $root.Values.kafka.secretName (not (has $app (list "gateway" "portal"))) }}
- name: kafka
  secret:
    secretName: {{ $root.Values.kafka.secretName }}
    defaultMode: 0440
{{- end }}
{{- end -}}

{{- define "two-tier.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1000
runAsGroup: 1000
fsGroup: 1000
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "two-tier.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "two-tier.brokerPorts" -}}
{{- range .Values.kafka.brokers }}{{ last (splitList ":" .) }} {{ end -}}
{{- end -}}
