{{/*
The operator's name. "node-cleanup" and "node-cleanup-operator" are both natural names of a release: either gives node-cleanup-operator.
48 characters leave room for the longest suffix in a Job's name.
*/}}
{{- define "node-cleanup.operator" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 48 | trimSuffix "-" -}}
{{- else if hasPrefix (printf "%s-" .Release.Name) $name -}}
{{- $name -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 48 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What the other names begin with. */}}
{{- define "node-cleanup.stem" -}}
{{- include "node-cleanup.operator" . | trimSuffix "-operator" -}}
{{- end -}}

{{- define "node-cleanup.agent" -}}
{{- include "node-cleanup.stem" . }}-agent
{{- end -}}

{{- define "node-cleanup.removeAgents" -}}
{{- include "node-cleanup.stem" . }}-remove-agents
{{- end -}}

{{/*
Labels of every object. Not among them: app.kubernetes.io/managed-by, which Helm sets by itself as it installs (the plain manifests of
deploy/ are not managed by Helm, and on DaemonSets the label is the operator's), and helm.sh/chart, for the same reason.
*/}}
{{- define "node-cleanup.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: node-cleanup
{{- end -}}

{{- define "node-cleanup.operatorSelector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: operator
{{- end -}}

{{- define "node-cleanup.image" -}}
{{- .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}

{{/* What the pods of operator and hook have in common: no rights on the node, and the same place. */}}
{{- define "node-cleanup.pod" -}}
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  seccompProfile:
    type: RuntimeDefault
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
volumes:
  - name: tmp
    emptyDir: {}
{{- end -}}

{{- define "node-cleanup.container" -}}
image: {{ include "node-cleanup.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
volumeMounts:
  - name: tmp
    mountPath: /tmp
{{- end -}}
