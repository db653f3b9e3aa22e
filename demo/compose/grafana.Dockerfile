# Grafana with the plugin built from this checkout and everything provisioned.
FROM node:24-slim AS frontend
WORKDIR /vigil
COPY package.json package-lock.json .npmrc ./
COPY contract/package.json contract/
COPY service/package.json service/
COPY demo/package.json demo/
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

FROM golang:1.26 AS backend
WORKDIR /vigil
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go tool mage -v build:linux

FROM grafana/grafana:12.3.3
COPY --from=frontend /vigil/dist /var/lib/grafana/plugins/vigil-aiops-app
COPY --from=backend /vigil/dist /var/lib/grafana/plugins/vigil-aiops-app
COPY provisioning /etc/grafana/provisioning
