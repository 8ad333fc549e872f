// Registers nothing but its Stack.
