namespace Hms.Tuning; internal static class Placeholder;
