using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>How an attempt ended: with its trial, or, where <see cref="Trial"/> is null, without: it is begun again, or belongs to another worker by now.</summary>
internal readonly record struct AttemptEnd(int Number, Trial? Trial);
