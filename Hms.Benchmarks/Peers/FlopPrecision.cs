namespace Hms.Benchmarks.Peers;

/// <summary>Precision of arithmetic.</summary>
internal enum FlopPrecision
{
    Single,
    Double,
}
