// The one place that includes Catch2, so that its next major version is one edit.
#pragma once

#include <catch2/catch.hpp>
