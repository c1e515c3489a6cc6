// libqpdf's headers, as this room uses them.
#pragma once

// libqpdf 11 hands out std::shared_ptr and asks its users to say that they know.
#define POINTERHOLDER_TRANSITION 4

// clang 14 cannot compile libqpdf's JSON class as C++20. It is not used here, and others only
// declare functions that give one.
#if defined(__clang__)
#define JSON_HH
class JSON;
#endif

#include <qpdf/Buffer.hh>
#include <qpdf/Pl_Function.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFCryptoImpl.hh>
#include <qpdf/QPDFCryptoProvider.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFLogger.hh>
#include <qpdf/QPDFObjectHandle.hh>
