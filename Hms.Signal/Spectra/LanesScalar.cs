using System.Runtime.CompilerServices;

namespace Hms.Signal.Spectra;

/// <summary>One float: for processors without registers of many, and the measure of the others.</summary>
internal readonly struct LanesScalar(float value) : ILanes<LanesScalar>
{
    private readonly float _value = value;

    /// <inheritdoc />
    public static int Count => 1;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesScalar Load(ref float source) => new(source);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LanesScalar Broadcast(float value) => new(value);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LanesScalar MultiplyAdd(LanesScalar factor, LanesScalar addend) => new(float.MultiplyAddEstimate(_value, factor._value, addend._value));

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float target) => target = _value;
}
