namespace Hms.Signal.Filters;

/// <summary>Arithmetic on as many doubles at once as a vector has lanes, each lane one channel.</summary>
/// <remarks>The multiply-add is fused (rounded once) at every width, so a lane's result is that of the scalar form bit for bit.</remarks>
/// <typeparam name="TVector">The vector; double itself for one lane.</typeparam>
internal interface ILaneArithmetic<TVector>
    where TVector : struct
{
    /// <summary>Lanes of a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Reads one vector.</summary>
    static abstract TVector Load(ref readonly double source);

    /// <summary>Writes one vector.</summary>
    static abstract void Store(TVector value, ref double target);

    /// <summary>The same value in every lane.</summary>
    static abstract TVector Broadcast(double value);

    /// <summary>a * b.</summary>
    static abstract TVector Multiply(TVector a, TVector b);

    /// <summary>a * b + c, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);
}
