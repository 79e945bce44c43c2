# One command for each thing a person does here. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
# Those of the design's packages that are there.
PACKAGES := $(wildcard actions bot complaints evaluation knowledge)
# How many processes run the tests: `make test WORKERS=0` for one.
WORKERS ?= 2
ARGS ?=
STOCK_QUESTIONS = $(if $(QUESTIONS),"$(QUESTIONS)",evaluation/questions.jsonl)
# uv, wherever scripts/environment finds or puts it.
UV = $(or $(shell command -v uv),.tools/bin/uv)

.PHONY: help run test test-services test-widget test-long check format train eval eval-stock data bench environment clean

help: ## 列出命令 · this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

run: ## 启动（第一次自动安装和训练）http://localhost:5005，PORT=… · start the assistant
	@scripts/environment run
	@scripts/web build || echo "网页上的聊天窗口没有构建成（原因见上），其余照常。" >&2
	@exec $(BIN)/weiquan run $(ARGS)

test: check ## 检查并测试，无需 root 和服务 · check, then every test that needs no service
	@scripts/web test
	@$(BIN)/weiquan train # not in a test's time, and not twice at once
	@$(BIN)/pytest -n $(WORKERS) --dist worksteal $(ARGS)

test-services: ## 需要浏览器等服务的测试，缺什么装什么 · tests that need Chromium and the like
	@scripts/environment dev
	@scripts/web build
	@scripts/debian-packages chromium fonts-wqy-microhei fonts-noto-cjk fonts-hanazono libatomic1 postgresql
	@PATH="$(CURDIR)/.work/debs/bin:$$PATH" LD_LIBRARY_PATH="$(CURDIR)/.work/debs/lib:$$LD_LIBRARY_PATH" \
	  $(BIN)/pytest -m services $(ARGS) \
	  || { code=$$?; [ $$code = 5 ] && echo "还没有这类测试 · no such tests yet" || exit $$code; }

test-widget: ## 只测网页小部件，WEIQUAN_SHOTS=文件夹 存截图 · the browser tests of the widget alone
	@$(MAKE) test-services ARGS="tests/services/widget $(ARGS)"

test-long: ## 耗时的测试 · tests that take long
	@scripts/environment dev
	@$(BIN)/pytest -m long --timeout 3600 $(ARGS) \
	  || { code=$$?; [ $$code = 5 ] && echo "还没有这类测试 · no such tests yet" || exit $$code; }

check: ## 代码风格、类型、依赖方向、知识内容 · lint, types, layers, content
	@scripts/environment dev
	@$(BIN)/ruff check .
	@$(BIN)/mypy $(PACKAGES)
	@$(BIN)/lint-imports --no-logo
	@scripts/web check
	@$(BIN)/weiquan knowledge check

format: ## 整理代码格式 · let ruff repair and format the code
	@scripts/environment dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

train: ## 训练模型 · train the model
	@scripts/environment run
	@$(BIN)/weiquan train $(ARGS)

eval: ## 评测理解与回答，QUESTIONS=文件.jsonl · score understanding and answers
	@scripts/environment run
	@$(BIN)/weiquan eval $(if $(QUESTIONS),"$(QUESTIONS)") $(ARGS)

eval-stock: ## 同一批语句训练原版 DIET 作对照，要一小时以上 · stock DIET on the same sentences
	@scripts/environment run
	@$(UV) sync --project evaluation/stock --frozen --quiet
	@evaluation/stock/.venv/bin/python evaluation/stock/stock.py data/nlu $(STOCK_QUESTIONS) .work/stock/answers.jsonl
	@$(BIN)/weiquan eval $(STOCK_QUESTIONS) --answers .work/stock/answers.jsonl

data: ## 训练语句的均衡、重复和用词覆盖 · balance, near-duplicates and coverage of the training data
	@scripts/environment run
	@$(BIN)/weiquan data $(if $(QUESTIONS),"$(QUESTIONS)") $(ARGS)

bench: ## 性能对比 · measure speed and memory against stock Rasa
	@scripts/environment run
	@$(BIN)/weiquan bench $(ARGS)

environment: ## 只装开发环境 · only make .venv with the development tools
	@scripts/environment dev

clean: ## 删除可以重建的一切，保留数据 · remove what can be made again, never data
	@rm -rf .venv .tools .work/debs .work/cache .work/tmp models .rasa *.egg-info \
	  web/node_modules web/widget/dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
