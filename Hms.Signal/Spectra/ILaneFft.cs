using System.Numerics;

namespace Hms.Signal.Spectra;

/// <summary>A complex forward Fourier transform, unscaled, of as many signals at once as a vector has lanes.</summary>
internal interface ILaneFft<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Points of a transform.</summary>
    int Length { get; }

    /// <summary>Vectors of working memory that <see cref="Transform"/> needs.</summary>
    int ScratchVectors { get; }

    /// <summary>Transforms in place.</summary>
    /// <param name="re">Real parts, [<see cref="Length"/>] vectors.</param>
    /// <param name="im">Imaginary parts, [<see cref="Length"/>] vectors.</param>
    /// <param name="scratch">Working memory, any content.</param>
    void Transform(Span<Vector<T>> re, Span<Vector<T>> im, Span<Vector<T>> scratch);
}
