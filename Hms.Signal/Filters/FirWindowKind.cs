namespace Hms.Signal.Filters;

/// <summary>The window that cuts an ideal filter to a finite length; narrow transitions against deep stop bands.</summary>
public enum FirWindowKind
{
    /// <summary>Hamming: stop band about -53 dB; transition about 3.3 fs / taps.</summary>
    Hamming,

    /// <summary>Hann: stop band about -44 dB, falling; transition about 3.1 fs / taps.</summary>
    Hann,

    /// <summary>Blackman: stop band about -74 dB; transition about 5.5 fs / taps.</summary>
    Blackman,

    /// <summary>Kaiser: depth and transition by beta; beta 5 gives about -54 dB, 8.6 about -90 dB.</summary>
    Kaiser,
}
