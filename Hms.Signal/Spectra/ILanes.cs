namespace Hms.Signal.Spectra;

/// <summary>A register of floats of one width, so that a kernel is written once and runs in every width with the same result.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Floats of a register.</summary>
    static abstract int Count { get; }

    /// <summary>Reads <see cref="Count"/> floats.</summary>
    static abstract TSelf Load(ref float source);

    /// <summary>One float in every lane.</summary>
    static abstract TSelf Broadcast(float value);

    /// <summary>this * factor + addend, rounded once where the processor can (all x64 since 2013 and all ARM64).</summary>
    TSelf MultiplyAdd(TSelf factor, TSelf addend);

    /// <summary>Writes <see cref="Count"/> floats.</summary>
    void Store(ref float target);
}
