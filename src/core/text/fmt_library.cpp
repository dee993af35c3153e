// SPDX-License-Identifier: MIT
// The one translation unit that compiles fmt itself: Debian ships no static library of it, and compiling its
// functions everywhere triples the time of a build. What is not instantiated by use has to be named here.
#include <fmt/format-inl.h>

template fmt::detail::thousands_sep_result<char> fmt::detail::thousands_sep_impl(locale_ref);
template char fmt::detail::decimal_point_impl(locale_ref);
template std::locale fmt::detail::locale_ref::get<std::locale>() const;
template void fmt::detail::vformat_to(buffer<char>&, fmt::string_view, fmt::format_args, locale_ref);
