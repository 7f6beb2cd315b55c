# filmtally: one makefile for everything, run from this folder.
#
#   make demo     set up what is missing, build, and run the main job on sample pages
#   make check    set up what is missing, build, and run the tests
#   make          build only
#   make help     the other targets and the variables
#
# Programs, libraries and unit tests are found by their place, so a new file needs no line here.
# What links what is stated once, under "Who links what".

PREFIX ?= /usr/local
DESTDIR ?=
CC ?= gcc
ifeq ($(origin CC),default)
CC = gcc
endif
SANITIZE ?=
# V=1 shows the command lines
Q := $(if $(V),,@)
comma := ,
# RELEASE=1 builds what is installed and measured: gcc sees all of a program at once and takes its time.
RELEASE ?=
O ?= build$(if $(RELEASE),-release)$(if $(SANITIZE),-$(subst $(comma),-,$(SANITIZE)))
# All cores, unless -j says otherwise; a make that this one starts shares them.
ifeq ($(MAKELEVEL)$(filter -j%,$(MAKEFLAGS)),0)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 1)
endif
VERSION := 1.0.0
PROFILES := $(PREFIX)/share/filmtally/profiles

# ---- dependencies, and what each is for -------------------------------------------------------
# libxml-2.0  HTML and XML parsing        sqlite3   the database
# jansson     JSON records, JSON-LD       zlib      gzip
# libutf8proc normal forms, case folding  uchardet  charset guess, the last resort
# nettle      SHA, MD5, HMAC, UMAC      INIReader/inih  profiles
# libseccomp  the importers' sandbox      libcsv    CSV (has no pkg-config file)
# libbrotlidec, libzstd                   what archived pages are compressed with
# md4c        posts as Markdown
MODULES := libxml-2.0 sqlite3 jansson zlib libbrotlidec libzstd libutf8proc uchardet nettle inih libseccomp md4c-html md4c
ifneq ($(filter-out demo check check-long prepare% clean help install-packages,$(or $(MAKECMDGOALS),all)),)
PKG_CFLAGS := $(shell pkg-config --cflags $(MODULES) 2>/dev/null)
PKG_LIBS := $(shell pkg-config --libs $(MODULES) 2>/dev/null)
endif

CFLAGS ?= $(if $(RELEASE),-O3,-O2) -g
# SQL stands in arrays of texts that are many literals each: clang's guess that a comma is missing is wrong there.
WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wno-string-concatenation $(WERROR) -Wno-error=deprecated-declarations
LANGUAGE := -std=c17 -D_GNU_SOURCE -ffp-contract=off -fno-strict-aliasing -fstack-protector-strong
SAN_FLAGS := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-omit-frame-pointer -fno-sanitize-recover=all)
DEFINES := -DFILMTALLY_VERSION='"$(VERSION)"' -DPROFILE_DIR='"$(PROFILES)"'
LTO := $(if $(RELEASE),$(if $(findstring gcc,$(CC)),-flto=auto))
COMPILE := $(CC) $(LANGUAGE) $(WARNINGS) $(CFLAGS) $(LTO) $(SAN_FLAGS) $(DEFINES) -I. $(PKG_CFLAGS) -MMD -MP
LINK := $(CC) $(CFLAGS) $(LTO) $(SAN_FLAGS) $(LDFLAGS)

# ---- Who links what ---------------------------------------------------------------------------
# The objects of folders and of the rooms in them.
lib_objects = $(patsubst %.c,$(O)/%.o,$(wildcard $(addsuffix /*.c,$(1)) $(addsuffix /*/*.c,$(1))))
BASE := $(call lib_objects,schema/base)
RECORD := $(call lib_objects,schema/record)
STORE := $(call lib_objects,schema/store) $(O)/schema/store/schema_sql.o
PAGE := $(call lib_objects,importers/page importers/confine importers/sniff) $(O)/importers/page/profile/general_ini.o \
	$(O)/importers/page/bytes/charset_tables.o $(O)/importers/page/words/language_tables.o
STATS := $(call lib_objects,exporters/stats exporters/rows exporters/ballots)
LIBS := -lcsv $(PKG_LIBS) -lm -lpthread

IMPORTERS := $(patsubst importers/%.c,%,$(wildcard importers/film-*.c))
EXPORTERS := $(patsubst exporters/%.c,%,$(wildcard exporters/film-*.c))
TOOLS := $(patsubst tools/%.c,%,$(wildcard tools/film-*.c))
PROGRAMS := $(IMPORTERS) $(EXPORTERS) $(TOOLS)
# A program's own modules stand in a folder of its name without "film-": importers/feed/*.c and so on.
own_objects = $(call lib_objects,$(1)/$(patsubst film-%,%,$(2)))
BINARIES := $(addprefix $(O)/bin/,$(PROGRAMS))
UNIT := $(patsubst tests/unit/%.c,$(O)/tests/unit/%,$(wildcard tests/unit/*.c))
MANUALS := $(wildcard importers/*.1 exporters/*.1 tools/*.1)
SECTION5 := $(wildcard schema/*/*.5)

.DELETE_ON_ERROR:
.PHONY: all demo check check-long build-tests test bench lint install uninstall clean help prepare-build prepare-check prepare-long
.DEFAULT_GOAL := all

all: $(BINARIES)

$(O)/libfilmbase.a: $(BASE)
$(O)/libfilmrecord.a: $(RECORD)
$(O)/libfilmstore.a: $(STORE)
$(O)/libfilmpage.a: $(PAGE)
$(O)/libfilmstats.a: $(STATS)
$(O)/lib%.a:
	@mkdir -p $(@D)
	@rm -f $@
	$(Q)$(AR) qcs $@ $^

# Importers never see the store; exporters and tools never see the page.
IMPORT_LIBS := $(O)/libfilmpage.a $(O)/libfilmrecord.a $(O)/libfilmbase.a
EXPORT_LIBS := $(O)/libfilmstats.a $(O)/libfilmstore.a $(O)/libfilmrecord.a $(O)/libfilmbase.a
$(addprefix $(O)/bin/,$(IMPORTERS)): LINKED = $(IMPORT_LIBS)
$(addprefix $(O)/bin/,$(EXPORTERS) $(TOOLS)): LINKED = $(EXPORT_LIBS)
$(addprefix $(O)/bin/,$(IMPORTERS)): $(IMPORT_LIBS)
$(addprefix $(O)/bin/,$(EXPORTERS) $(TOOLS)): $(EXPORT_LIBS)

define program
$(O)/bin/$(2): $(O)/$(1)/$(2).o $(call own_objects,$(1),$(2))
	@mkdir -p $$(@D)
	$$(if $$(V),,@echo '  LINK  $$(notdir $$@)')
	$$(Q)$$(LINK) -o $$@ $$(filter %.o,$$^) $$(LINKED) $$(LIBS)
endef
$(foreach p,$(IMPORTERS),$(eval $(call program,importers,$(p))))
$(foreach p,$(EXPORTERS),$(eval $(call program,exporters,$(p))))
$(foreach p,$(TOOLS),$(eval $(call program,tools,$(p))))

TEST_LIBS := $(O)/libfilmpage.a $(EXPORT_LIBS)
$(UNIT): $(O)/tests/unit/%: $(O)/tests/unit/%.o $(TEST_LIBS)
	$(if $(V),,@echo '  LINK  $(notdir $@)')
	$(Q)$(LINK) -o $@ $< $(TEST_LIBS) $(LIBS) -lcmocka

# ---- how a file is compiled -------------------------------------------------------------------
FLAGS_FILE := $(O)/flags
$(FLAGS_FILE): FORCE
	@mkdir -p $(@D)
	@echo '$(subst ','\'',$(COMPILE))' | cmp -s - $@ || echo '$(subst ','\'',$(COMPILE))' > $@
FORCE:

$(O)/%.o: %.c $(FLAGS_FILE)
	@mkdir -p $(@D)
	$(if $(V),,@echo '  CC  $<')
	$(Q)$(COMPILE) -c -o $@ $<

# schema.sql is the only copy of the tables: it is compiled in as text.
$(O)/schema/store/schema_sql.c: schema/store/schema.sql tools/embed
	@mkdir -p $(@D)
	$(Q)sh tools/embed schema_sql $< > $@
$(O)/schema/store/schema_sql.o: $(O)/schema/store/schema_sql.c $(FLAGS_FILE)
	$(Q)$(COMPILE) -Wno-overlength-strings -c -o $@ $<

# The words of languages, a file for each: what pages say becomes C tables, labels and headings a part of the general rules.
# The folder is named too, since it changes when a file goes.
LANGUAGES := importers/page/words/languages
LANGUAGE_FILES := $(LANGUAGES)/. $(wildcard $(LANGUAGES)/*.ini) tools/language-tables
$(O)/importers/page/words/language_tables.c: $(LANGUAGE_FILES)
	@mkdir -p $(@D)
	$(Q)sh tools/language-tables c $(LANGUAGES) > $@
$(O)/importers/page/words/language_tables.o: $(O)/importers/page/words/language_tables.c $(FLAGS_FILE)
	$(Q)$(COMPILE) -c -o $@ $<
$(O)/importers/page/profile/labels.ini: $(LANGUAGE_FILES)
	@mkdir -p $(@D)
	$(Q)sh tools/language-tables profile $(LANGUAGES) > $@

# The general rules of pages are compiled in as text too.
$(O)/importers/page/profile/general_ini.c: importers/page/profile/general.ini $(O)/importers/page/profile/labels.ini tools/embed
	@mkdir -p $(@D)
	$(Q)sh tools/embed general_ini $(filter %.ini,$^) > $@
$(O)/importers/page/profile/general_ini.o: $(O)/importers/page/profile/general_ini.c $(FLAGS_FILE)
	$(Q)$(COMPILE) -Wno-overlength-strings -c -o $@ $<

# iconv's tables are asked for once, not at each start: it loads a module for each.
$(O)/importers/page/bytes/charset_tables.c: tools/charset-tables
	@mkdir -p $(@D)
	$(Q)sh tools/charset-tables > $@
$(O)/importers/page/bytes/charset_tables.o: $(O)/importers/page/bytes/charset_tables.c $(FLAGS_FILE)
	$(Q)$(COMPILE) -c -o $@ $<

-include $(shell test -d $(O) && find $(O) -name '*.d')

# ---- the two commands, and what they need -----------------------------------------------------
prepare-build:
	@sh tools/dependencies build
prepare-check:
	@sh tools/dependencies build check
prepare-long:
	@sh tools/dependencies build check long

demo: prepare-build
	@$(MAKE) --no-print-directory all
	@O=$(O) sh tools/demo

check: prepare-check
	@$(MAKE) --no-print-directory test

check-long: prepare-long
	@$(MAKE) --no-print-directory test
	@O=$(abspath $(O)) prove -v tests/long

build-tests: all $(UNIT)

test: build-tests
	@O=$(abspath $(O)) SANITIZE=$(SANITIZE) sh tests/run

bench:
	@$(MAKE) --no-print-directory RELEASE=1 all
	@O=$(abspath build-release) sh tools/bench

lint:
	@sh tests/lint

# ---- install ----------------------------------------------------------------------------------
ifeq ($(RELEASE),)
install:
	@$(MAKE) --no-print-directory RELEASE=1 install
else
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5 $(DESTDIR)$(PROFILES)
	install -m 755 $(BINARIES) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(MANUALS) $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 $(SECTION5) $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 644 $(wildcard importers/profiles/*.ini) $(DESTDIR)$(PROFILES)
endif

uninstall:
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/bin/,$(PROGRAMS))
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/share/man/man1/,$(notdir $(MANUALS)))
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/share/man/man5/,$(notdir $(SECTION5)))
	rm -rf $(DESTDIR)$(PROFILES)

clean:
	rm -rf build build-*

help:
	@echo 'make demo         set up, build, and run the main job on sample pages'
	@echo 'make check        set up, build, and run the tests (under five minutes)'
	@echo 'make check-long   the tests that take longer; what is absent is said to be skipped'
	@echo 'make bench        speed as ratios against peers, measured in one run'
	@echo 'make lint         formatting, include walls, manual pages'
	@echo 'make install      PREFIX=$(PREFIX) DESTDIR=$(DESTDIR)'
	@echo 'variables         CC=clang  O=DIR  RELEASE=1  SANITIZE=address,undefined  V=1  WERROR=-Werror  CFLAGS='
